namespace CompressDsl.Benchmarks.Models;

/// <summary>The image classifier of MLPerf Tiny with weights on asymmetric grids.</summary>
[Quantize(Symmetric = false)]
internal sealed partial class ResNet8Asymmetric : ResNet8Network;
