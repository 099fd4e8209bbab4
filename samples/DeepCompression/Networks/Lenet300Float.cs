using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>The baseline in float, with all weights.</summary>
[Distill(typeof(Teacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class Lenet300Float : Lenet300;
