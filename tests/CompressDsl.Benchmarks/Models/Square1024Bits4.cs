namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with weights of 4 bits, a scale per output and 8-bit activations of a known range.</summary>
[Quantize(Bits = 4)]
internal sealed partial class Square1024Bits4 : Square1024;
