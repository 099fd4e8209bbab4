using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Leaves a scale per group of inputs (<c>GroupSize</c>) where there is a kernel for it; other weights get one scale per output.</summary>
internal static class WeightGroups
{
    private const string NoKernel =
        "only Linear and Conv2d with windows of one pixel (kernelSize 1, stride 1, no padding, no groups of channels) have a kernel for groups";

    public static ModelGraph Apply(ModelGraph graph)
    {
        if (!graph.Parameters.Any(IsAsked)) return graph;
        var nodes = graph.Nodes.Select(n => IsAsked(n) && (IsOneGroup(n) || Why(graph, n) is not null) ? n with { Operator = Whole((Parameter)n.Operator) } : n);
        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }

    /// <summary>The weights that do not get the groups that are asked for, and why.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<(string Weight, int Size, string Why)> Refused(ModelGraph graph) =>
        from node in graph.Parameters
        where IsAsked(node) && !IsOneGroup(node)
        let why = Why(graph, node)
        where why is not null
        select (((Parameter)node.Operator).Key, ((Parameter)node.Operator).Compression.Grid.GroupSize, why);

    private static bool IsAsked(Node node) => node.Operator is Parameter { Compression: { Grid.GroupSize: > 0, Bits: < 32 } };

    /// <summary>A convolution of single pixels is a linear layer over each of them.</summary>
    private static bool HasKernel(Operator layer) => layer is Linear or Conv2d { Groups: 1, Window.IsPixel: true };

    private static bool IsOneGroup(Node node) => ((Parameter)node.Operator).Type.Shape.Columns <= ((Parameter)node.Operator).Compression.Grid.GroupSize;

    private static Parameter Whole(Parameter weight) => weight with { Compression = weight.Compression with { Grid = weight.Compression.Grid.InGroups(0) } };

    private static string? Why(ModelGraph graph, Node node)
    {
        if (graph.Users(node.Id).Any(u => !HasKernel(graph[u].Operator))) return NoKernel;
        if (((Parameter)node.Operator).Compression is { Pattern: PrunePattern.Block16x4, Sparsity: > 0 }) return "its zeros lie in blocks, whose kernel has one scale per output";
        return graph.Parameters.Any(p => p.Operator is Parameter { Compression: { Pattern: PrunePattern.Channels, Sparsity: > 0 } })
            ? "the network removes channels, which would break groups apart"
            : null;
    }
}
