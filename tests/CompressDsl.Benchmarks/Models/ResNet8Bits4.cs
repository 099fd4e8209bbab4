namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with weights of 4 bits.</summary>
[Quantize(Bits = 4)]
internal sealed partial class ResNet8Bits4 : ResNet8Network;
