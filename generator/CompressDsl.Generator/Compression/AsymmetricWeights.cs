using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Leaves 8 bits on an asymmetric grid (<c>Symmetric = false</c>) where there is a kernel for the offsets of their bytes; other weights get a
/// symmetric grid.
/// </summary>
internal static class AsymmetricWeights
{
    public static ModelGraph Apply(ModelGraph graph) => graph.Parameters.Any(n => Why(graph, n) is not null)
        ? graph with { Nodes = new EquatableArray<Node>(graph.Nodes.Select(n => Why(graph, n) is null ? n : n with { Operator = Symmetric((Parameter)n.Operator) })) }
        : graph;

    /// <summary>The weights that do not get the grid that is asked for, and why.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<(string Weight, string Why)> Refused(ModelGraph graph)
    {
        var grouped = WeightGroups.Apply(graph);
        return from node in grouped.Parameters
               let why = Why(grouped, node)
               where why is not null
               select (((Parameter)node.Operator).Key, why);
    }

    private static string? Why(ModelGraph graph, Node node)
    {
        if (node.Operator is not Parameter { Compression: { Bits: 8, Grid: { IsAsymmetric: true, GroupSize: 0 } } } weight) return null;
        if (weight.Kind == WeightKind.Table) return "the kernel of tables adds up signed bytes; 7 bits fit into them";
        if (weight.Compression.LeavesOutBlocks) return "the kernel for blocks of zeros leaves out activations, whose sum a zero point needs; 7 bits need none";
        return graph.Users(node.Id).Any(u => graph[u].Operator is Conv1d { Groups: > 1 } or Conv2d { Groups: > 1 } or ConvTranspose2d { Groups: > 1 })
            ? "an output of a convolution in groups sees some of the activations, and a zero point needs their sum; 7 bits need none"
            : null;
    }

    private static Parameter Symmetric(Parameter weight) =>
        weight with { Compression = weight.Compression with { Grid = weight.Compression.Grid.Symmetric() } };
}
