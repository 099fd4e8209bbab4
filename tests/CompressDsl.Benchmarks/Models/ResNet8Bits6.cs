namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with weights of 6 bits.</summary>
[Quantize(Bits = 6)]
internal sealed partial class ResNet8Bits6 : ResNet8Network;
