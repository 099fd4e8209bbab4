namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with a share of 0.8 of zeros in blocks in every layer.</summary>
[Quantize(Bits = 8)]
[Prune(0.8, Pattern = PrunePattern.Block16x4, Scope = PruneScope.Layer)]
internal sealed partial class DsCnnBlocks80 : DsCnnNetwork;
