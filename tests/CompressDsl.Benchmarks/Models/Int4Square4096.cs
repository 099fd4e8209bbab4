namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 4 bits, a scale for every 32 inputs, 8-bit activations that are measured at the call.</summary>
[Quantize(Bits = 4, GroupSize = 32, Mode = QuantizationMode.Dynamic)]
internal sealed partial class Int4Square4096 : Square4096;
