namespace CompressDsl.Benchmarks.Models;

/// <summary>The person detector of MLPerf Tiny.</summary>
[Quantize(Bits = 8)]
internal sealed partial class MobileNetV1 : MobileNetV1Network;
