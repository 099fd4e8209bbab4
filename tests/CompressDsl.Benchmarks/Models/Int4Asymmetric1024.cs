namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 4 bits, a scale and a zero point for every 32 inputs, 8-bit activations that are measured at the call.</summary>
[Quantize(Bits = 4, GroupSize = 32, Symmetric = false, Mode = QuantizationMode.Dynamic)]
internal sealed partial class Int4Asymmetric1024 : Square1024;
