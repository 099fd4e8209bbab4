namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with weights of 7 bits, a scale per output and 8-bit activations of a known range.</summary>
[Quantize(Bits = 7)]
internal sealed partial class Square1024Bits7 : Square1024;
