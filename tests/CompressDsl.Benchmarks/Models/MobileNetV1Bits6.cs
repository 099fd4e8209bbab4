namespace CompressDsl.Benchmarks.Models;

/// <summary>The person detector of MLPerf Tiny with weights of 6 bits.</summary>
[Quantize(Bits = 6)]
internal sealed partial class MobileNetV1Bits6 : MobileNetV1Network;
