using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Puts a quantisation point on the sums of an 8-bit layer where nothing but functions of one number stands between them and the next
/// 8-bit layers: from grid to grid such a function is a table. Training places the same points.
/// </summary>
internal static class FunctionPoints
{
    /// <param name="graph">As it was declared.</param>
    /// <param name="wanted">Whether the point of this key is placed: its range is known.</param>
    public static ModelGraph Apply(ModelGraph graph, Func<string, bool> wanted)
    {
        var functions = new UnaryFunctions(graph, n => IsSum(graph, n));
        var kept = Kept(graph, functions);
        var points = Keys(graph, functions, kept).Where(p => wanted(p.Value)).ToDictionary(p => p.Key, p => p.Value);
        if (points.Count == 0) return graph;
        var builder = new GraphBuilder(graph.Name);
        var ids = new int[graph.Nodes.Count];
        var placed = new Dictionary<int, int>();
        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(i => kept.Contains(node.Id) && placed.TryGetValue(i, out var point) ? point : ids[i]).ToArray();
            ids[node.Id] = node.Operator is Parameter parameter ? builder.AddParameter(parameter) : builder.Add(node.Operator, node.Name, inputs);
            if (points.TryGetValue(node.Id, out var key))
                placed[node.Id] = builder.Add(new FakeQuantize(key, QuantizationMode.Static), key, ids[node.Id]);
        }

        return builder.Build(graph.Outputs.Select(o => ids[o]).ToArray());
    }

    /// <summary>The functions that lead to 8-bit layers and nowhere else.</summary>
    private static HashSet<int> Kept(ModelGraph graph, UnaryFunctions functions)
    {
        var kept = new HashSet<int>(graph.Nodes.Where(n => functions.IsFunction(n.Id)).Select(n => n.Id));
        bool Stays(int id) =>
            !graph.Outputs.Contains(id)
            && graph.Users(id).All(u => kept.Contains(u) || IsStatic(graph, graph[u]))
            && graph[id].Inputs.All(i => kept.Contains(i) || functions.SourceOf(i) == i || graph[i].Operator is Scalar);
        while (kept.RemoveWhere(id => !Stays(id)) > 0) { }
        return kept;
    }

    /// <summary>Keys of the points by the value they are put on. A function that only clamps needs none: the layer before it does that.</summary>
    private static Dictionary<int, string> Keys(ModelGraph graph, UnaryFunctions functions, HashSet<int> kept)
    {
        var keys = new Dictionary<int, string>();
        var calls = new Dictionary<string, int>(StringComparer.Ordinal);
        var ends = kept.Where(id => graph.Users(id).Any(u => !kept.Contains(u)) && ClampFormula.Find(functions.FormulaOf(id)) is null);
        foreach (var value in ends.Select(id => functions.SourceOf(id)!.Value).Distinct().OrderBy(id => id))
        {
            var layer = LayerOf(graph, graph[value]);
            calls.TryGetValue(layer, out var call);
            calls[layer] = call + 1;
            keys[value] = call == 0 ? $"{layer}.output" : $"{layer}.output.{call.ToString(CultureInfo.InvariantCulture)}";
        }

        return keys;
    }

    /// <summary>The result of an 8-bit layer, with the batch norm that is folded into it.</summary>
    private static bool IsSum(ModelGraph graph, Node node) => node.Operator switch
    {
        ILinearMap => IsStatic(graph, node) && !graph.Users(node.Id).Any(u => graph[u].Operator is IBatchNorm),
        IBatchNorm => IsStatic(graph, graph[node.Inputs[0]]),
        _ => false,
    };

    private static bool IsStatic(ModelGraph graph, Node node) => node.Operator is ILinearMap
        && graph[node.Inputs[1]].Operator is Parameter { Compression: { Bits: < 32, Mode: QuantizationMode.Static } };

    private static string LayerOf(ModelGraph graph, Node node)
    {
        var layer = node.Operator is IBatchNorm ? graph[node.Inputs[0]] : node;
        var key = ((Parameter)graph[layer.Inputs[1]].Operator).Key;
        return key.Substring(0, key.LastIndexOf('.'));
    }
}
