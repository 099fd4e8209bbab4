using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>What the attributes ask for one layer: class defaults with the field's overrides applied.</summary>
/// <param name="Bits">2 to 8, or 32 for float.</param>
/// <param name="Mode">How activations are treated when <paramref name="Bits"/> is below 32.</param>
internal sealed record Compression(
    int Bits = 32,
    QuantizationMode Mode = QuantizationMode.Static,
    double Sparsity = 0,
    PrunePattern Pattern = PrunePattern.Unstructured,
    PruneScope Scope = PruneScope.Global)
{
    /// <summary>Inputs of an output that share a scale; 0 where an output has one.</summary>
    public int GroupSize { get; init; }

    /// <summary>Whether the weights share 2^<see cref="Bits"/> values.</summary>
    public bool HasCodebook { get; init; }

    public static readonly Compression None = new();
}
