namespace CompressDsl.Benchmarks.Models;

/// <summary>The person detector of MLPerf Tiny with weights of 4 bits.</summary>
[Quantize(Bits = 4)]
internal sealed partial class MobileNetV1Bits4 : MobileNetV1Network;
