using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The method that calls the kernels of a program one after the other.</summary>
internal sealed class RunText(ModelSource model, KernelProgram program, BufferTable buffers)
{
    /// <summary>The parameter of the timed method: places for one time more than there are steps.</summary>
    public const string Ticks = "ticks";

    private const int OffsetsAt = 24;

    private readonly Dictionary<int, string> bufferNames = Named(program.Buffers.Select(b => (b.Id, b.Name)));
    private readonly Dictionary<int, string> sectionNames = Named(program.Recipe.Sections.Select((s, i) => (i, s.Name)));

    /// <summary>Parameters that carry the lengths of named dimensions.</summary>
    public static IEnumerable<string> Lengths(ModelSource model) =>
        new BufferTable(model.Ports.Select(p => p.Buffer).ToArray()).Lengths.Select(l => BufferTable.LengthName(l.Key));

    public void Write(SourceWriter w, KernelSet kernels)
    {
        WriteMethod(w, kernels, isTimed: false);
        WriteConstants(w);
    }

    /// <summary>Writes the method that takes the time before, between and behind the kernels.</summary>
    public void WriteTimed(SourceWriter w, KernelSet kernels) => WriteMethod(w, kernels, isTimed: true);

    private void WriteMethod(SourceWriter w, KernelSet kernels, bool isTimed)
    {
        var parameters = new List<string> { "byte* weights", "byte* arena" };
        parameters.AddRange(model.Ports.Select(p => p.PointerParameter));
        parameters.AddRange(Lengths(model).Select(l => $"int {l}"));
        if (isTimed) parameters.Add($"long* {Ticks}");
        w.Line($"/// <summary>Runs the network on one sample{(isTimed ? " and takes the time before, between and behind its kernels: for Analyze alone" : "")}.</summary>");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        w.Line($"public static void Run{(isTimed ? "Timed" : "")}<TInt, TFloat>({string.Join(", ", parameters)})");
        w.Line("    where TInt : unmanaged, IInt32Lanes<TInt>");
        w.Line("    where TFloat : unmanaged, IFloatLanes<TFloat>");
        using (w.Block())
        using (model.Declaration.Environment.ChecksOverflow ? w.Block("unchecked") : null)
        {
            if (sectionNames.Count > 0) w.Line("var sections = (int*)(weights + OffsetsAt);");
            if (Chains is { } chains) w.Line($"var chains = weights + sections[Sections.{sectionNames[chains]}];");
            if (isTimed) WriteTime(w, 0);
            for (var i = 0; i < program.Steps.Count; i++)
            {
                w.Line();
                w.Line($"// {program.Steps[i].Comment}");
                w.Line(kernels.Call(program.Steps[i], Argument));
                if (isTimed) WriteTime(w, i + 1);
            }
        }
    }

    private static void WriteTime(SourceWriter w, int place) => w.Line($"{Ticks}[{Literal.Of(place)}] = System.Diagnostics.Stopwatch.GetTimestamp();");

    private static Dictionary<int, string> Named(IEnumerable<(int Id, string Name)> items)
    {
        var names = new NameTable();
        return items.ToDictionary(i => i.Id, i => names.Unique(Identifier.Pascal(i.Name)));
    }

    private string Argument(KernelArgument argument)
    {
        if (argument.Length is { } length) return BufferTable.LengthName(length);
        if (argument.Chain is { } chain) return $"chains[Chains.{sectionNames[IndexOf(chain)]}]";
        if (argument.Section is { } section) return $"({argument.Type})(weights + sections[Sections.{sectionNames[IndexOf(section)]}])";

        var buffer = buffers[argument.Buffer!.Value];
        if (buffer.Role == BufferRole.Scratch) return Cast(argument.Type, $"arena + Buffers.{bufferNames[buffer.Id]}");
        return PortOf(buffer).PointerName;
    }

    private int? Chains => program.Recipe.Sections.ToList().FindIndex(s => s.Kind == SectionTable.ChainsKind) is >= 0 and var index ? index : null;

    private int IndexOf(string section) => program.Recipe.Sections.ToList().FindIndex(s => s.Name == section);

    private PortText PortOf(DataBuffer buffer)
    {
        var ids = program.Inputs.Concat(program.Outputs).ToList();
        return model.Ports[ids.IndexOf(buffer.Id)];
    }

    private static string Cast(string type, string address) => type == "byte*" ? address : $"({type})({address})";

    private void WriteConstants(SourceWriter w)
    {
        var scratch = program.Buffers.Where(b => b.Role == BufferRole.Scratch && b.Offset >= 0).ToList();
        if (scratch.Count > 0)
        {
            w.Line().Line("/// <summary>Where values live in the arena, in bytes; values that are never needed together share their place.</summary>");
            using (w.Block("private static class Buffers"))
            {
                foreach (var buffer in scratch)
                {
                    var inside = buffer.View is { } view ? $" inside {bufferNames[view.Buffer]}" : "";
                    var about = $"{buffer.Element} {buffer.Shape}{inside}";
                    w.Line($"public const int {bufferNames[buffer.Id]} = {Literal.Of(buffer.Offset)}; // {about}");
                }
            }
        }

        if (sectionNames.Count == 0) return;
        w.Line().Line("/// <summary>Where the header of the packed model lists its sections, in bytes.</summary>");
        w.Line($"private const int OffsetsAt = {Literal.Of(OffsetsAt)};");
        w.Line().Line("/// <summary>Numbers of the packed model's sections.</summary>");
        using (w.Block("private static class Sections"))
        {
            foreach (var section in sectionNames.OrderBy(s => s.Key))
            {
                var source = program.Recipe.Sections[section.Key];
                w.Line($"public const int {section.Value} = {Literal.Of(section.Key)}; // {source.Kind} {string.Join(" ", source.Settings.Select(s => $"{s.Name}={s.Value}"))}");
            }
        }

        if (Chains is not { } chains) return;
        w.Line().Line("/// <summary>Where the proofs of weights stand in their section: how many sums of two products fit into 16 bits together.</summary>");
        using (w.Block("private static class Chains"))
        {
            var place = 0;
            foreach (var weights in program.Recipe.Sections[chains].Settings)
                w.Line($"public const int {sectionNames[IndexOf(weights.Value)]} = {Literal.Of(place++)};");
        }
    }
}
