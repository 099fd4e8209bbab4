using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with all of its channels.</summary>
[Quantize(Bits = 8)]
internal sealed partial class ResNet8 : ResNet8Network;
