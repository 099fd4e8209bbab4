namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 4 bits, a scale and a zero point for every 32 inputs, float activations.</summary>
[Quantize(Bits = 4, GroupSize = 32, Symmetric = false, Mode = QuantizationMode.WeightOnly)]
internal sealed partial class Int4FloatAsymmetric1024 : Square1024;
