namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with weights of 8 bits, a scale per output and 8-bit activations of a known range.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square1024Bits8 : Square1024;
