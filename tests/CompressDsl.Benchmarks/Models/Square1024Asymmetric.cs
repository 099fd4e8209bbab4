namespace CompressDsl.Benchmarks.Models;

/// <summary>Weights of 8 bits on an asymmetric grid.</summary>
[Quantize(Symmetric = false)]
internal sealed partial class Square1024Asymmetric : Square1024;
