namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with a share of 0.5 of zeros in blocks in every layer.</summary>
[Quantize(Bits = 8)]
[Prune(0.5, Pattern = PrunePattern.Block16x4, Scope = PruneScope.Layer)]
internal sealed partial class DsCnnBlocks50 : DsCnnNetwork;
