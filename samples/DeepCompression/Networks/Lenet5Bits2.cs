using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>Weights in 2 bits, activations in 8.</summary>
[Quantize(Bits = 2)]
public sealed partial class Lenet5Bits2 : Lenet5;
