namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with weights of 6 bits.</summary>
[Quantize(Bits = 6)]
internal sealed partial class DsCnnBits6 : DsCnnNetwork;
