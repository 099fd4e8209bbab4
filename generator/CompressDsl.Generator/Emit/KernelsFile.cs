using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The file with the kernels of a program and the choice of the instruction set.</summary>
/// <param name="model">The model.</param>
/// <param name="program">The compressed or the float program.</param>
/// <param name="kind">Compiled or Float: ends the names of the class and of the method that runs it.</param>
internal sealed class KernelsFile(ModelSource model, KernelProgram program, string kind)
{
    /// <summary>The kind whose method takes the time of the compiled kernels.</summary>
    public const string Timed = "Timed";

    private static readonly string[] Tiers = ["Avx512", "AvxVnni", "Avx2", "Vector128", "Portable"];

    private readonly BufferTable buffers = new(program.Buffers.ToArray());

    private bool IsTimed => kind == "Compiled" && model.Declaration.Environment.HasTraining;

    private string ClassName => $"{model.Type.Name}{kind}Kernels";

    public string Print()
    {
        var w = new SourceWriter();
        SourceFile.WriteHeader(w, model, kind == "Float" ? "the network in float, pruned as compiled (InferFloat)" : "its kernels");
        using (SourceFile.OpenType(w, model.Type))
        using (w.Block("unsafe partial class Session"))
        {
            WriteDispatch(w, kind, "Run");
            if (IsTimed) WriteDispatch(w.Line(), Timed, "RunTimed");
        }

        w.Line();
        var kernels = new KernelSet(program.Steps, buffers, model.Declaration.Environment.ChecksOverflow);
        using (SourceFile.OpenOwn(w))
        {
            w.Line($"/// <summary>Kernels of {Xml.Escape(model.Type.FullName)}: one body each, instantiated for every instruction set.</summary>");
            w.Line(SourceFile.GeneratedCode.Replace("global::System.CodeDom.Compiler.", ""));
            using (w.Block($"file static unsafe class {ClassName}"))
            {
                var run = new RunText(model, program, buffers);
                run.Write(w, kernels);
                if (IsTimed) run.WriteTimed(w.Line(), kernels);
                kernels.Write(w);
            }
        }

        return w.ToString();
    }

    /// <summary>Declaration of the method that chooses the instruction set, without its body.</summary>
    public static string Signature(ModelSource model, string kind)
    {
        var parameters = new List<string> { $"{SourceFile.Runtime}LaneTier tier", "byte* weights", "byte* arena" };
        parameters.AddRange(model.Ports.Select(p => p.PointerParameter));
        parameters.AddRange(RunText.Lengths(model).Select(l => $"int {l}"));
        if (kind == Timed) parameters.Add($"long* {RunText.Ticks}");
        return $"static partial void Run{kind}({string.Join(", ", parameters)})";
    }

    private void WriteDispatch(SourceWriter w, string name, string method)
    {
        var arguments = new List<string> { "weights", "arena" };
        arguments.AddRange(model.Ports.Select(p => p.PointerName));
        arguments.AddRange(RunText.Lengths(model));
        if (name == Timed) arguments.Add(RunText.Ticks);
        w.Line(SessionText.Inlined);
        using (w.Block(Signature(model, name)))
        using (w.Block("switch (tier)"))
        {
            foreach (var tier in Tiers)
            {
                var label = tier == "Portable" ? "default" : $"case {SourceFile.Runtime}LaneTier.{tier}";
                var floats = tier == "AvxVnni" ? "Avx2" : tier;
                using (w.Indented($"{label}:"))
                {
                    w.Line($"global::{SourceFile.OwnNamespace}.{ClassName}.{method}<{SourceFile.Runtime}{tier}Int32Lanes, {SourceFile.Runtime}{floats}FloatLanes>({string.Join(", ", arguments)});");
                    w.Line("break;");
                }
            }
        }
    }
}
