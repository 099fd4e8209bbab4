using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>1.3 % of the weights, on 8 levels.</summary>
[Prune(0.987)]
[Quantize(Bits = 3, Codebook = true, Granularity = Granularity.PerTensor)]
[Storage(StorageMode.Small)]
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet300Smallest : Lenet300;
