using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>The levels of <see cref="Lenet300Student"/>, with all weights.</summary>
[Quantize(Bits = 4, Codebook = true, Granularity = Granularity.PerTensor)]
[Storage(StorageMode.Small)]
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet300Levels : Lenet300;
