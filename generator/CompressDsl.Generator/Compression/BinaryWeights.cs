using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Weights of 1 bit: plus or minus a scale, so that none can be pruned.</summary>
internal static class BinaryWeights
{
    /// <summary>Those that are to be pruned all the same.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<string> Pruned(ModelGraph graph) =>
        graph.Parameters.Select(n => (Parameter)n.Operator).Where(p => p.Kind is Core.WeightKind.Matrix or Core.WeightKind.Table && p.Compression is { Bits: 1, Sparsity: > 0 }).Select(p => p.Key);
}
