namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny.</summary>
[Quantize(Bits = 8)]
internal sealed partial class DsCnn : DsCnnNetwork;
