namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with weights of 7 bits.</summary>
[Quantize(Bits = 7)]
internal sealed partial class DsCnnBits7 : DsCnnNetwork;
