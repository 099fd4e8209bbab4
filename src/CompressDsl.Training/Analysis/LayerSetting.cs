namespace CompressDsl.Training;

/// <summary>What an assignment gives a layer.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Bits">Bits of its weights; 32 for float.</param>
/// <param name="Sparsity">Share of its zeros, 0 to 1.</param>
public sealed record LayerSetting(string Layer, int Bits, double Sparsity);
