namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with weights of 6 bits, a scale per output and 8-bit activations of a known range.</summary>
[Quantize(Bits = 6)]
internal sealed partial class Square1024Bits6 : Square1024;
