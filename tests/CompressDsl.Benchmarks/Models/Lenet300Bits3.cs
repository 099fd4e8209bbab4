namespace CompressDsl.Benchmarks.Models;

/// <summary>LeNet-300-100 with weights of 3 bits and activations of 4.</summary>
[Quantize(Bits = 3, ActivationBits = 4)]
internal sealed partial class Lenet300Bits3 : Lenet300Layers;
