namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 8 bits, a scale per output, 8-bit activations that are measured at the call.</summary>
[Quantize(Bits = 8, Mode = QuantizationMode.Dynamic)]
internal sealed partial class Int8Square1024 : Square1024;
