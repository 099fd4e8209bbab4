using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Checks of the lengths of inputs and outputs, and the lengths of named dimensions that follow from them.</summary>
internal static class SpanChecks
{
    public static void Write(SourceWriter w, IEnumerable<PortText> ports)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            var tail = $"{Literal.Of(port.PlainName)}, {Literal.Of(port.Words)});";
            if (port.Named is { Name: { } name } && known.Add(name))
            {
                w.Line($"{SourceFile.Runtime}SpanCheck.Varying({port.Name}.Length, {Literal.Of(port.Buffer.Length)}, {Literal.Of(port.Row)}, {tail}");
                w.Line($"var {BufferTable.LengthName(name)} = {port.Name}.Length{(port.Row == 1 ? "" : $" / {Literal.Of(port.Row)}")};");
                continue;
            }

            w.Line($"{SourceFile.Runtime}SpanCheck.Exact({port.Name}.Length, {port.Length}, {tail}");
        }
    }
}
