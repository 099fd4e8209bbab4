namespace CompressDsl.Benchmarks.Models;

/// <summary>LeNet-300-100 with weights of 2 bits.</summary>
[Quantize(Bits = 2)]
internal sealed partial class Lenet300Bits2 : Lenet300Layers;
