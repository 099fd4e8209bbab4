using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Generator.Compressing;

/// <summary>Layers whose activations are asked to have 16 bits: there is no kernel for these, and floats hold more.</summary>
internal static class WideActivations
{
    /// <summary>Their weights.</summary>
    /// <param name="graph">The network as it was declared.</param>
    public static IEnumerable<string> Of(ModelGraph graph) => graph.Nodes
        .Where(n => n.Operator is ILinearMap)
        .Select(n => graph[n.Inputs[1]].Operator)
        .OfType<Parameter>()
        .Where(p => p.Compression is { Bits: < 32, ActivationBits: > 8 })
        .Select(p => p.Key)
        .Distinct();
}
