using System.Collections;
using System.Globalization;
using System.Reflection;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// What a network computes, a line for every value: two with the same lines (and the same recipe) compute the same. What attributes ask for is not
/// in it, nor are the parameters' shapes; both are in the recipe.
/// </summary>
internal static class GraphText
{
    public static string Of(ModelGraph graph) =>
        string.Join("\n", graph.Nodes.Where(n => n.Operator is not Parameter).Select(n => Line(graph, n)).Append($"return = {Names(graph, graph.Outputs)}"));

    private static string Line(ModelGraph graph, Node node) => node.Operator is Input
        ? $"{node.Name} = Input {node.Type}"
        : $"{node.Name} = {NameOf(node.Operator)}{Settings(node.Operator)}({Names(graph, node.Inputs)})";

    private static string NameOf(Operator op)
    {
        const string ending = nameof(Operator);
        var name = op.GetType().Name;
        return name.EndsWith(ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : name;
    }

    private static string Names(ModelGraph graph, IEnumerable<int> nodes) => string.Join(", ", nodes.Select(n => graph[n].Name));

    /// <summary>What a record was made with; the same in every culture, on every runtime and in whatever order its properties are found.</summary>
    private static string Settings(object record)
    {
        var properties = record.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0).OrderBy(p => p.Name, StringComparer.Ordinal);
        var settings = string.Join(", ", properties.Select(p => $"{p.Name}: {Value(p.GetValue(record))}"));
        return settings.Length == 0 ? "" : $" {{ {settings} }} ";
    }

    private static string Value(object? value) => value switch
    {
        null => "none",
        string text => text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Value))}]",
        _ => Settings(value).Trim(),
    };
}
