using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>Weights in 4 bits, activations in 8.</summary>
[Quantize(Bits = 4)]
public sealed partial class Lenet5Bits4 : Lenet5;
