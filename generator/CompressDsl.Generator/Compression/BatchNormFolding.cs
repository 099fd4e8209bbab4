using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// A batch norm behind a linear layer or a convolution that nothing else reads becomes part of the layer's weights: the parameter says so, the compressor
/// does the arithmetic.
/// </summary>
internal static class BatchNormFolding
{
    public static ModelGraph Apply(ModelGraph graph)
    {
        foreach (var norm in graph.Nodes.Where(n => n.Operator is IBatchNorm))
        {
            if (LayerBefore(graph, norm) is { } layer) graph = Fold(graph, layer, norm);
        }

        return graph;
    }

    private static Node? LayerBefore(ModelGraph graph, Node norm)
    {
        var before = graph[norm.Inputs[0]];
        if (before.Operator is not ILinearMap || graph.Outputs.Contains(before.Id) || graph.Users(before.Id).Count() != 1) return null;
        var weight = graph[before.Inputs[1]];
        if (weight.Operator is not Parameter { FoldedNorm: null } || graph.Users(weight.Id).Count() != 1) return null;
        var shared = before.Inputs.Skip(2).Concat(norm.Inputs.Skip(1)).Any(i => graph.Users(i).Count() != 1);
        return shared ? null : before;
    }

    private static ModelGraph Fold(ModelGraph graph, Node layer, Node norm)
    {
        var weight = graph[layer.Inputs[1]];
        var key = ((Parameter)graph[norm.Inputs[1]].Operator).Key;
        var folded = (Parameter)weight.Operator with
        {
            FoldedNorm = key.Substring(0, key.LastIndexOf('.')),
            FoldedEpsilon = ((IBatchNorm)norm.Operator).Epsilon,
        };
        int Bypass(int id) => id == norm.Id ? layer.Id : id;
        return graph with
        {
            Nodes = new EquatableArray<Node>(graph.Nodes.Select(n => n.Id == weight.Id
                ? n with { Operator = folded }
                : n with { Inputs = new EquatableArray<int>(n.Inputs.Select(Bypass)) })),
            Outputs = new EquatableArray<int>(graph.Outputs.Select(Bypass)),
        };
    }
}
