using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>Weights in 3 bits, activations in 8.</summary>
[Quantize(Bits = 3)]
public sealed partial class Lenet5Bits3 : Lenet5;
