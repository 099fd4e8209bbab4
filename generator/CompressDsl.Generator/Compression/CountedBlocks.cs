using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Notes at every weight how many of its blocks are zero in the checkpoint, so that each layer gets the kernel that is faster for it: a share that all
/// layers bear together says little about one of them.
/// </summary>
internal static class CountedBlocks
{
    /// <param name="graph">The network as its kernels are made from it.</param>
    /// <param name="asked">What the attributes ask for.</param>
    /// <param name="checkpoint">The weights, or null.</param>
    public static ModelGraph Apply(ModelGraph graph, Recipe asked, Checkpoint? checkpoint)
    {
        if (checkpoint is null) return graph;
        try
        {
            var shares = ZeroBlocks.Of(asked, checkpoint);
            return shares.Count == 0 ? graph : graph with { Nodes = new EquatableArray<Node>(graph.Nodes.Select(n => With(n, shares))) };
        }
        catch (CheckpointException)
        {
            // Packing meets the same problem, and reports it.
            return graph;
        }
    }

    // The kernel of blocks has no offsets: with them a layer stays dense.
    private static Node With(Node node, IReadOnlyDictionary<string, double> shares) =>
        node.Operator is Parameter { Compression: var compression } weight && shares.TryGetValue(weight.Key, out var share) && !compression.Grid.HasOffsets(compression.Bits)
            ? node with { Operator = weight with { Compression = compression with { ZeroBlocks = share } } }
            : node;
}
