using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>How a kernel for one row is applied to several.</summary>
/// <param name="Count">C# text of the number of rows.</param>
/// <param name="Length">The named dimension behind the number, or null.</param>
/// <param name="Steps">By parameter name: how far its pointer moves from row to row.</param>
internal sealed record KernelRows(string Count, string? Length, IReadOnlyDictionary<string, int> Steps)
{
    public IEnumerable<KernelArgument> RowArguments(IEnumerable<KernelArgument> arguments) =>
        arguments.Where(a => a.Length is null || a.Length != Length);

    public Action<SourceWriter> WriteLoop(KernelMethod method) => w =>
    {
        using (w.Block($"for (var row = 0; row < {Count}; row++)"))
        {
            w.Line($"{method.Primitive.Name}Row{method.BodyTypeArguments}({string.Join(", ", RowArguments(method.BodyArguments).Select(Text))});");
        }
    };

    private string Text(KernelArgument argument) => Steps.TryGetValue(argument.Name, out var step)
        ? step == 1 ? $"{argument.Name} + row" : $"{argument.Name} + ({Literal.Of(step)} * row)"
        : argument.Name;
}
