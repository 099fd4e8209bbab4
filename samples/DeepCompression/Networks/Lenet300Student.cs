using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>2.6 % of the weights, on 16 levels.</summary>
[Prune(0.974)]
[Quantize(Bits = 4, Codebook = true, Granularity = Granularity.PerTensor)]
[Storage(StorageMode.Small)]
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet300Student : Lenet300;
