namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 4 bits, a scale for every 32 inputs, float activations.</summary>
[Quantize(Bits = 4, GroupSize = 32, Mode = QuantizationMode.WeightOnly)]
internal sealed partial class Int4Float1024 : Square1024;
