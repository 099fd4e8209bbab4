using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>LeNet-300-100 in 8 bits, pruned neuron by neuron.</summary>
public static partial class Neurons
{
    /// <summary>50 % zeros.</summary>
    [Prune(0.5, Pattern = PrunePattern.Channels)]
    [Quantize(Bits = 8)]
    public sealed partial class At50 : Lenet300;

    /// <summary>80 % zeros.</summary>
    [Prune(0.8, Pattern = PrunePattern.Channels)]
    [Quantize(Bits = 8)]
    public sealed partial class At80 : Lenet300;

    /// <summary>90 % zeros.</summary>
    [Prune(0.9, Pattern = PrunePattern.Channels)]
    [Quantize(Bits = 8)]
    public sealed partial class At90 : Lenet300;

    /// <summary>95 % zeros.</summary>
    [Prune(0.95, Pattern = PrunePattern.Channels)]
    [Quantize(Bits = 8)]
    public sealed partial class At95 : Lenet300;

    /// <summary>98 % zeros.</summary>
    [Prune(0.98, Pattern = PrunePattern.Channels)]
    [Quantize(Bits = 8)]
    public sealed partial class At98 : Lenet300;
}
