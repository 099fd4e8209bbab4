using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Finds the layers whose pattern of zeros the kernels do not leave out, or not wholly.</summary>
internal static class ComputedZeros
{
    /// <summary>The weights, and why.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<(string Weight, string Why)> Of(ModelGraph graph) =>
        from node in graph.Parameters
        let weight = (Parameter)node.Operator
        where weight is { Kind: not WeightKind.Vector, Compression.Sparsity: > 0 }
        let why = Why(weight.Compression, graph.Users(node.Id).All(u => graph[u].Operator is Linear or Embedding or EmbeddingBag))
        where why is not null
        select (weight.Key, why);

    private static string? Why(Compression compression, bool hasBlocks) => compression.Pattern switch
    {
        PrunePattern.NM =>
            $"{Text(compression.Details.N)}:{Text(compression.Details.M)} runs in the dense kernel; Pattern = PrunePattern.Block16x4 is left out",
        PrunePattern.Rows => "rows of zeros stay in the dense kernel; Pattern = PrunePattern.Channels takes them out",
        PrunePattern.Block8x4 when hasBlocks && compression.LeavesOutBlocks =>
            $"a vector of two blocks is left out where both are zero, about {Percent(compression.ShareOfBlocks)} of them; Pattern = PrunePattern.Block16x4 is left out wholly",
        PrunePattern.Block8x4 => "it runs in the dense kernel",
        _ => null,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
