using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>LeNet-300-100 in 8 bits, pruned in blocks of 16 outputs and 4 inputs.</summary>
public static partial class Blocks
{
    /// <summary>50 % zeros.</summary>
    [Prune(0.5, Pattern = PrunePattern.Block16x4)]
    [Quantize(Bits = 8)]
    public sealed partial class At50 : Lenet300;

    /// <summary>80 % zeros.</summary>
    [Prune(0.8, Pattern = PrunePattern.Block16x4)]
    [Quantize(Bits = 8)]
    public sealed partial class At80 : Lenet300;

    /// <summary>90 % zeros.</summary>
    [Prune(0.9, Pattern = PrunePattern.Block16x4)]
    [Quantize(Bits = 8)]
    public sealed partial class At90 : Lenet300;

    /// <summary>95 % zeros.</summary>
    [Prune(0.95, Pattern = PrunePattern.Block16x4)]
    [Quantize(Bits = 8)]
    public sealed partial class At95 : Lenet300;

    /// <summary>98 % zeros.</summary>
    [Prune(0.98, Pattern = PrunePattern.Block16x4)]
    [Quantize(Bits = 8)]
    public sealed partial class At98 : Lenet300;
}
