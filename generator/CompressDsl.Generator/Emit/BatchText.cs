using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>The method that runs many samples on several threads.</summary>
/// <param name="ports">Inputs and outputs of the method that runs one.</param>
internal sealed class BatchText(IReadOnlyList<PortText> ports)
{
    public void Write(SourceWriter w)
    {
        var first = ports[0];
        w.Line("/// <summary>Runs many samples, on several threads where there are enough of them.</summary>");
        foreach (var port in ports) w.Line($"/// <param name=\"{port.PlainName}\">{Words(port)}</param>");
        w.Line("/// <param name=\"maxDegreeOfParallelism\">Most threads to use; -1 for one per processor.</param>");
        w.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit.</exception>");
        using (w.Block($"public void InferBatch({string.Join(", ", ports.Select(p => $"{Type(p)} {p.Name}"))}, int maxDegreeOfParallelism = -1)"))
        {
            w.Line($"var compressDslSamples = {Samples(first)};");
            foreach (var port in ports)
            {
                var (length, expected) = port.Named is null
                    ? ($"{port.Name}.Length", $"compressDslSamples * {Literal.Of(port.Row)}")
                    : ($"{port.Name}.Count", "compressDslSamples");
                w.Line($"{SourceFile.Runtime}SpanCheck.Exact({length}, {expected}, {Literal.Of(port.PlainName)}, {Literal.Of("per sample " + port.Words)});");
            }

            w.Line($"{SourceFile.Runtime}BatchRunner.Run(compressDslSamples, maxDegreeOfParallelism, sample =>");
            w.Line($"    Infer({string.Join(", ", ports.Select(Slice))}));");
        }

        w.Line();
    }

    private static string Words(PortText port) => port.Named is null
        ? $"All samples one behind the other, each {Xml.Escape(port.Words)}."
        : $"One element per sample, each {Xml.Escape(port.Words)}.";

    private static string Type(PortText port)
    {
        var memory = $"global::System.{(port.IsOutput ? "" : "ReadOnly")}Memory<{port.Element}>";
        return port.Named is null ? memory : $"global::System.Collections.Generic.IReadOnlyList<{memory}>";
    }

    private static string Samples(PortText port) => port.Named is null ? $"{port.Name}.Length / {Literal.Of(port.Row)}" : $"{port.Name}.Count";

    private static string Slice(PortText port) => port.Named is null
        ? $"{port.Name}.Span.Slice(sample * {Literal.Of(port.Row)}, {Literal.Of(port.Row)})"
        : $"{port.Name}[sample].Span";
}
