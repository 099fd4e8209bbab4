using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>1.2 % of the weights, on 8 levels.</summary>
[Prune(0.988)]
[Quantize(Bits = 3, Codebook = true, Granularity = Granularity.PerTensor)]
[Storage(StorageMode.Small)]
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet5Smallest : Lenet5;
