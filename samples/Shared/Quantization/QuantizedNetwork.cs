namespace CompressDsl.Samples;

/// <summary>A network on grids.</summary>
/// <param name="Bits">Of a weight.</param>
/// <param name="ActivationBits">Of what its layers read.</param>
/// <param name="Variant">The network.</param>
internal sealed record QuantizedNetwork(int Bits, int ActivationBits, Variant Variant);
