using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with half of its channels.</summary>
[Quantize(Bits = 8)]
[Prune(0.5, Pattern = PrunePattern.Channels)]
internal sealed partial class ResNet8Half : ResNet8Network;
