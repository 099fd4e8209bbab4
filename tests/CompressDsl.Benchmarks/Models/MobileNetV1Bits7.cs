namespace CompressDsl.Benchmarks.Models;

/// <summary>The person detector of MLPerf Tiny with weights of 7 bits.</summary>
[Quantize(Bits = 7)]
internal sealed partial class MobileNetV1Bits7 : MobileNetV1Network;
