using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>The zeros of <see cref="Lenet300Student"/>, in float.</summary>
[Prune(0.974)]
[Storage(StorageMode.Small)]
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet300Pruned : Lenet300;
