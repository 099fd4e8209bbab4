using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Finds the operators that compute in float although the layers before and behind them compute in integers.</summary>
internal static class FloatOperators
{
    /// <summary>Moves, poolings, clamps and what is there in training only: they cost no float arithmetic worth a word.</summary>
    private static readonly HashSet<Type> Free =
    [
        typeof(Input), typeof(Parameter), typeof(Linear), typeof(Conv2d), typeof(Conv1d), typeof(ConvTranspose2d), typeof(Convolution),
        typeof(Embedding), typeof(EmbeddingBag), typeof(Relu), typeof(Relu6), typeof(Dropout), typeof(Detach),
        typeof(Concat), typeof(Slice), typeof(Flatten), typeof(Reshape), typeof(Transpose), typeof(Permute), typeof(Pad),
        typeof(MaxPool1d), typeof(MaxPool2d), typeof(AvgPool1d), typeof(AvgPool2d), typeof(AdaptiveAvgPool2d),
    ];

    /// <summary>One node per layer and call of a function, in the order of the network, and why it has no integer kernel.</summary>
    /// <param name="declared">The network as it was declared, before any pass.</param>
    /// <param name="compressed">The same network behind the passes.</param>
    public static IEnumerable<(Node Node, string Why)> Of(ModelGraph declared, ModelGraph compressed)
    {
        var tables = NamesOfTables(compressed);
        tables.UnionWith(NamesOfSums(compressed));
        var withRanges = NamesOfTables(Passes.Compress(declared));
        return Of(declared).Where(n => !tables.Contains(n.Name)).Select(n => (n, withRanges.Contains(n.Name)
            ? $"its table needs a range that the checkpoint does not have: call {declared.Name}.Calibrate(data), which adds it"
            : $"{n.Operator.Describe()} has no integer kernel"));
    }

    private static HashSet<string> NamesOfTables(ModelGraph compressed)
    {
        var functions = FunctionTables.Of(compressed);
        var inside = FunctionTables.Inside(compressed, functions);
        return new(inside.Select(id => compressed[id].Name), StringComparer.Ordinal);
    }

    /// <summary>Sums that an 8-bit layer adds to its own before it stores them.</summary>
    private static IEnumerable<string> NamesOfSums(ModelGraph compressed) => compressed.Nodes
        .Where(n => n.Operator is Add && n.Inputs.All(i => compressed[i].Type == n.Type && compressed[i].Operator is not Parameter))
        .Where(n => n.Inputs.Any(i => IsQuantized(compressed, compressed[i]) && compressed.Users(i).Count() == 1))
        .Select(n => n.Name);

    private static IEnumerable<Node> Of(ModelGraph declared)
    {
        var graph = BatchNormFolding.Apply(declared);
        var behind = new bool[graph.Nodes.Count];
        var before = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes) behind[node.Id] = node.Inputs.Any(i => behind[i] || IsQuantized(graph, graph[i]));
        foreach (var node in graph.Nodes.Reverse())
        {
            if (!before[node.Id] && !IsQuantized(graph, node)) continue;
            foreach (var input in node.Inputs) before[input] = true;
        }

        return graph.Nodes
            .Where(n => behind[n.Id] && before[n.Id] && !IsFree(n.Operator))
            .GroupBy(n => LayerOf(graph, n), StringComparer.Ordinal).Select(layer => layer.First());
    }

    private static bool IsFree(Operator function) =>
        Free.Contains(function.GetType()) || function is Upsample { Mode: UpsampleMode.Nearest };

    private static bool IsQuantized(ModelGraph graph, Node node) =>
        node.Operator is ILinearMap && graph[node.Inputs[1]].Operator is Parameter { Compression: { Bits: < 32, Mode: not QuantizationMode.WeightOnly } };

    /// <summary>A layer that is called twice is one layer: its first parameter names it.</summary>
    private static string LayerOf(ModelGraph graph, Node node) =>
        node.Inputs.Select(i => graph[i].Operator).OfType<Parameter>().FirstOrDefault()?.Key ?? node.Name;
}
