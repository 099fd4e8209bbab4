namespace CompressDsl.Benchmarks.Models;

/// <summary>The keyword spotter of MLPerf Tiny with weights on asymmetric grids, but for its depthwise convolutions.</summary>
[Quantize(Symmetric = false)]
internal sealed partial class DsCnnAsymmetric : DsCnnNetwork;
