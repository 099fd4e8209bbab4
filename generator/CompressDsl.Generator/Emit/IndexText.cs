using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The methods of a model whose results are indices: the network runs into scratch memory, and its largest values are looked for there.</summary>
/// <param name="model">The model.</param>
/// <param name="ports">Inputs and results.</param>
internal sealed class IndexText(ModelSource model, IReadOnlyList<PortText> ports)
{
    private string Parameters => string.Join(", ", ports.Select(p => p.SpanParameter));

    private string Names => string.Join(", ", ports.Select(p => p.Name));

    public void WriteStatic(SourceWriter w)
    {
        InferenceFile.WriteInferDocs(w, ports, "on the weights in the assembly");
        w.Line($"public static void Infer({Parameters}) => (compressDslDefault ?? Default).Infer({Names});").Line();
    }

    public void Write(SourceWriter w)
    {
        InferenceFile.WriteInferDocs(w, ports, "on the weights of this session");
        using (w.Block($"public void Infer({Parameters})"))
        {
            SpanChecks.Write(w, ports);
            foreach (var index in model.Declaration.Indices) WriteMemory(w, index);
            w.Line($"Infer({string.Join(", ", ports.Select((p, i) => IndexOf(i) is null ? p.Name : Values(p)))});");
            foreach (var index in model.Declaration.Indices)
            {
                var port = PortOf(index);
                w.Line($"{SourceFile.Runtime}IndexMath.ArgMax({Values(port)}, {port.Name}, {Literal.Of(index.Axis)}, {Literal.Of(index.Inner)});");
            }
        }

        w.Line();
        new BatchText(ports).Write(w);
    }

    /// <summary>Memory of the thread for the values of an output; as many as the indices need.</summary>
    private void WriteMemory(SourceWriter w, IndexResult index)
    {
        var port = PortOf(index);
        var length = port.Named is null ? Literal.Of(port.Buffer.Length * index.Axis) : $"{port.Name}.Length * {Literal.Of(index.Axis)}";
        w.Line($"using var {Memory(port)} = {SourceFile.Runtime}Arena.Rent({Literal.Of(port.Buffer.Length * index.Axis * sizeof(float))});");
        w.Line($"var {Values(port)} = new global::System.Span<float>({Memory(port)}.Memory, {length});");
    }

    private IndexResult? IndexOf(int port) => model.Declaration.Indices.FirstOrDefault(i => i.Output == port - model.Declaration.InputNames.Count);

    private PortText PortOf(IndexResult index) => ports[model.Declaration.InputNames.Count + index.Output];

    private static string Values(PortText port) => $"compressDsl{Identifier.Pascal(port.PlainName)}Values";

    private static string Memory(PortText port) => $"compressDsl{Identifier.Pascal(port.PlainName)}Memory";
}
