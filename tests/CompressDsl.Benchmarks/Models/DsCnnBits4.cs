namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with weights of 4 bits.</summary>
[Quantize(Bits = 4)]
internal sealed partial class DsCnnBits4 : DsCnnNetwork;
