using CompressDsl.Generator.Operators;

namespace CompressDsl.Surface;

/// <summary>The C# of the functions of one family.</summary>
internal static class FunctionText
{
    public static string Write(IReadOnlyList<OperatorDefinition> functions) =>
        DocText.Header
        + $"/// <content>{functions[0].Family}.</content>\npublic static partial class Functional\n{{\n"
        + string.Join("\n", functions.SelectMany(Overloads).Select(lines => DocText.Lines(lines, "    ")))
        + "}\n";

    // One overload of values, and one for each operand that may be a number.
    private static IEnumerable<IEnumerable<string>> Overloads(OperatorDefinition function)
    {
        yield return Method(function, null);
        foreach (var operand in function.Operands.Where(o => o.AllowsNumber)) yield return Method(function, operand);
    }

    private static IEnumerable<string> Method(OperatorDefinition function, OperandDefinition? number)
    {
        // Arguments with a variable number of values come last, as C# asks.
        var variadic = function.Operands.Any(o => o.IsVariadic);
        var operands = function.Operands.Select(o => (Text: DocText.Declare(o, o == number), Doc: DocText.Parameter(o.Name, o.Documentation)));
        var settings = function.Settings.Select(s => (Text: DocText.Declare(s), Doc: DocText.Parameter(s.Name, s.Documentation)));
        var parameters = (variadic ? settings.Concat(operands) : operands.Concat(settings)).ToArray();
        return
        [
            $"/// <summary>{DocText.Xml(function.Summary)}</summary>",
            .. parameters.Select(p => p.Doc),
            $"/// <returns>{DocText.Xml(function.Returns)}</returns>",
            .. DocText.Example(function),
            $"public static Value{(function.BuildAll is null ? "" : "[]")} {function.Name}({string.Join(", ", parameters.Select(p => p.Text))}) => throw Value.NotRun();",
        ];
    }
}
