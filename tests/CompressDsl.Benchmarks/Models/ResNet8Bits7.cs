namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with weights of 7 bits.</summary>
[Quantize(Bits = 7)]
internal sealed partial class ResNet8Bits7 : ResNet8Network;
