namespace CompressDsl.Benchmarks.Models;

/// <summary>LeNet-300-100.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Lenet300 : Lenet300Layers;
