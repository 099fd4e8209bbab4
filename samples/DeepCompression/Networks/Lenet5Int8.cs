using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>All weights in 8 bits: what the compiled students are timed against.</summary>
[Quantize(Bits = 8)]
public sealed partial class Lenet5Int8 : Lenet5;
