using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The nested class that runs the compiled network on one set of weights.</summary>
internal sealed class SessionText(ModelSource model)
{
    private const int LargestOnStack = 4096;
    private const int Alignment = 64;
    private const string SkipLocalsInit = "[global::System.Runtime.CompilerServices.SkipLocalsInit]";
    private const string Options = "global::System.Runtime.CompilerServices.MethodImplOptions";

    /// <summary>Compiles a method with all optimisations at its first call, not after some time and many calls.</summary>
    public const string FastAtOnce = $"[global::System.Runtime.CompilerServices.MethodImpl({Options}.AggressiveOptimization)]";

    /// <summary>Compiles a method into its caller.</summary>
    public const string Inlined = $"[global::System.Runtime.CompilerServices.MethodImpl({Options}.AggressiveInlining)]";
    private const string Packed = SourceFile.Runtime + "PackedModel";

    /// <summary>The span for times: no name that a user's input may have.</summary>
    public const string Ticks = "compressDslTicks";

    private string Parameters => string.Join(", ", model.Ports.Select(p => p.SpanParameter));

    public void Write(SourceWriter w)
    {
        w.Line($"/// <summary>The compiled network of <see cref=\"{Cref}\"/> with one set of weights. Immutable; may be used by any number of threads.</summary>");
        w.Line(SourceFile.GeneratedCode);
        var names = string.Join(", ", model.Declaration.OutputNames.Select(Literal.Of));
        var lengths = string.Join(", ", Outputs.Select(t => Literal.Of(t.Shape.Elements)));
        w.Line($"[{SourceFile.Runtime}ModelOutputs({Literal.Of(Shapes)}, new[] {{ {names} }}, {lengths})]");
        using (w.Block("public sealed unsafe partial class Session : global::CompressDsl.IModel"))
        {
            WriteFields(w);
            WriteConstructors(w);
            WriteProperties(w);
            WriteInfer(w);
            InferenceFile.WriteTensorOverload(w, model, "", "Infer");
            WriteInferFloat(w);
            new BatchText(model.Ports).Write(w);
            if (model.IndexPorts is { } ports) new IndexText(model, ports).Write(w);
            WriteForTier(w);
            new ModelInterfaceText(model).Write(w);
            WritePartials(w);
            RecipeText.Write(w, model);
        }
    }

    private string NoWeights =>
        $"{model.Type.FullName} was compiled without weights. Train it or convert a checkpoint, put it beside the class as "
        + $"{model.Type.Name}.safetensors and build again; or use {model.Type.Name}.Load(path) at run time.";

    private IEnumerable<TensorType> Outputs => model.Declaration.Graph.Outputs.Select(o => model.Declaration.Graph[o].Type);

    private string Shapes => string.Join(" and ", Outputs.Select(t => t.ToString()));

    private string Cref => model.Type.LocalName.Replace('<', '{').Replace('>', '}');

    private void WriteFields(SourceWriter w)
    {
        w.Line($"private readonly {Packed} packed;");
        w.Line("private readonly byte* weights;");
        w.Line($"private readonly {SourceFile.Runtime}LaneTier tier;");
        w.Line("private readonly global::CompressDsl.Core.Checkpoint? checkpoint;");
        w.Line("private readonly global::CompressDsl.ModelReport? report;");
        if (model.FloatProgram is not null) w.Line($"private {Packed}? packedFloat;");
        w.Line();
    }

    private void WriteConstructors(SourceWriter w)
    {
        var best = model.Program.Steps.Any(IsInteger) ? "Best" : "BestFloat";
        using (w.Block($"internal Session({Packed} packed)"))
        {
            w.Line("this.packed = packed;");
            w.Line("weights = packed.Address;");
            w.Line($"tier = {SourceFile.Runtime}LaneTiers.{best};");
        }

        w.Line();
        using (w.Block("internal Session(global::CompressDsl.Core.Checkpoint checkpoint)"))
        {
            w.Line("global::CompressDsl.Core.CheckpointValidator.RequireSameRecipe(Recipe, checkpoint);");
            var storage = model.Declaration.Storage == StorageMode.Small ? ", global::CompressDsl.StorageMode.Small" : "";
            w.Line($"var compressed = global::CompressDsl.Core.Compressor.Compress(Recipe, checkpoint{storage});");
            w.Line($"packed = {Packed}.FromBytes(compressed.Bytes, Identity);");
            w.Line("weights = packed.Address;");
            w.Line($"tier = {SourceFile.Runtime}LaneTiers.{best};");
            w.Line($"report = new global::CompressDsl.ModelReport({Literal.Of(model.Type.FullName)}, compressed.Layers, compressed.Bytes.Length) {{ ArenaBytes = {Literal.Of(model.Program.ArenaBytes)}, BytesLoaded = compressed.Loaded.Length }};");
            w.Line("this.checkpoint = checkpoint;");
        }

        w.Line();
        using (w.Block($"private Session(Session other, {SourceFile.Runtime}LaneTier tier)"))
        {
            w.Line("(packed, checkpoint, report, this.tier) = (other.packed, other.checkpoint, other.report, tier);");
            w.Line("weights = packed.Address;");
        }

        w.Line();
    }

    private void WriteProperties(SourceWriter w)
    {
        w.Line("/// <summary>What the compiler made of every layer.</summary>");
        using (w.Block("public global::CompressDsl.ModelReport Report"))
        using (w.Block("get"))
        {
            w.Line("var result = report;");
            w.Line("if (result is null) ReadReport(ref result);");
            w.Line("return result!;");
        }

        w.Line();
        w.Line("/// <summary>The instruction set in use.</summary>");
        w.Line($"public {SourceFile.Runtime}LaneTier Tier => tier;").Line();
    }

    private void WriteInfer(SourceWriter w)
    {
        InferenceFile.WriteInferDocs(w, model.Ports, "on the weights of this session");
        w.Line(FastAtOnce);
        w.Line(SkipLocalsInit);
        using (w.Block($"public void Infer({Parameters})")) WriteCall(w, model.Program, "Compiled", "tier", "weights");
        w.Line();
    }

    private void WriteInferFloat(SourceWriter w)
    {
        w.Line("/// <summary>Runs the network in float, pruned as <c>Infer</c> is: what differs between the two is quantisation alone.</summary>");
        foreach (var port in model.Ports) w.Line($"/// <param name=\"{port.PlainName}\">{Xml.Escape(port.Words)}.</param>");
        if (model.FloatProgram is not { } program)
        {
            w.Line($"public void InferFloat({Parameters}) => Infer({string.Join(", ", model.Ports.Select(p => p.Name))});").Line();
            return;
        }

        w.Line("/// <exception cref=\"global::System.InvalidOperationException\">The session was not loaded from a checkpoint.</exception>");
        w.Line(FastAtOnce);
        w.Line(SkipLocalsInit);
        using (w.Block($"public void InferFloat({Parameters})"))
        {
            w.Line("var floats = packedFloat ?? PackFloats();");
            WriteCall(w, program, "Float", $"{SourceFile.Runtime}LaneTiers.FloatTier(tier)", "floats.Address");
        }

        w.Line();
        using (w.Block($"private {Packed} PackFloats()"))
        {
            w.Line("if (checkpoint is null) throw new global::System.InvalidOperationException(\"The assembly holds the quantised weights only; the network in float runs on sessions from Load(path).\");");
            w.Line("var floats = global::CompressDsl.Core.Compressor.Compress(FloatRecipe, checkpoint);");
            w.Line($"global::System.Threading.Interlocked.CompareExchange(ref packedFloat, {Packed}.FromBytes(floats.Bytes, FloatIdentity), null);");
            w.Line("return packedFloat;");
        }

        w.Line();
    }

    /// <summary>The body of the method that takes the time of the compiled kernels.</summary>
    public void WriteTimed(SourceWriter w)
    {
        w.Line($"{SourceFile.Runtime}SpanCheck.Exact({Ticks}.Length, {Literal.Of(model.Program.Steps.Count + 1)}, \"ticks\", \"a time before, between and behind the kernels\");");
        w.Line($"fixed (long* {Ticks}Pointer = {Ticks})");
        using (w.Block()) WriteCall(w, model.Program, KernelsFile.Timed, "tier", "weights");
    }

    private void WriteCall(SourceWriter w, KernelProgram program, string kind, string tier, string weights)
    {
        SpanChecks.Write(w, model.Ports);
        WriteArena(w, program.ArenaBytes);
        foreach (var port in model.Ports) w.Line($"fixed ({port.Element}* {port.PointerName} = {port.Name})");
        var arguments = new List<string> { tier, weights, "arena" };
        arguments.AddRange(model.Ports.Select(p => p.PointerName));
        arguments.AddRange(RunText.Lengths(model));
        if (kind == KernelsFile.Timed) arguments.Add(Ticks + "Pointer");
        using (w.Block()) w.Line($"Run{kind}({string.Join(", ", arguments)});");
        w.Line("global::System.GC.KeepAlive(this);");
    }

    /// <summary>Scratch memory: on the stack where it is little, which costs nothing, else the thread's.</summary>
    private static void WriteArena(SourceWriter w, int bytes)
    {
        if (bytes > LargestOnStack)
        {
            w.Line($"using var scratch = {SourceFile.Runtime}Arena.Rent({Literal.Of(bytes)});");
            w.Line("var arena = scratch.Memory;");
            return;
        }

        w.Line($"var memory = stackalloc byte[{Literal.Of(bytes + Alignment - 1)}];");
        w.Line($"var arena = (byte*)(((nint)memory + {Literal.Of(Alignment - 1)}) & -{Literal.Of(Alignment)});");
    }

    private void WriteForTier(SourceWriter w)
    {
        w.Line("/// <summary>The same weights on another instruction set; results of quantised networks are the same bit for bit.</summary>");
        w.Line("/// <exception cref=\"global::System.PlatformNotSupportedException\">This processor does not have it.</exception>");
        w.Line($"public Session ForTier({SourceFile.Runtime}LaneTier tier) => {SourceFile.Runtime}LaneTiers.IsSupported(tier)");
        w.Line("    ? new Session(this, tier)");
        w.Line("    : throw new global::System.PlatformNotSupportedException($\"This processor does not have {tier}.\");").Line();
    }

    private void WritePartials(SourceWriter w)
    {
        using (w.Block("internal static Session OfAssembly()"))
        {
            w.Line($"{Packed}? packed = null;");
            w.Line("ReadPacked(ref packed);");
            w.Line($"return packed is null ? throw new global::System.InvalidOperationException({Literal.Of(NoWeights)}) : new Session(packed);");
        }

        w.Line();
        w.Line($"static partial void ReadPacked(ref {Packed}? packed);").Line();
        w.Line("static partial void ReadReport(ref global::CompressDsl.ModelReport? report);").Line();
        w.Line(KernelsFile.Signature(model, "Compiled") + ";").Line();
        if (model.FloatProgram is not null) w.Line(KernelsFile.Signature(model, "Float") + ";").Line();
    }

    private static bool IsInteger(Primitive step) =>
        step is DotPrimitive { Format: not (DotFormat.Float or DotFormat.WeightOnlyInt8) } or LookupPrimitive { Scale: not null };
}
