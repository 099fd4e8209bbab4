using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>LeNet-300-100 in 8 bits, pruned in groups of inputs of which one stays.</summary>
public static partial class OneOfM
{
    /// <summary>50 % zeros.</summary>
    [Prune(0.5, Pattern = PrunePattern.NM, N = 1, M = 2)]
    [Quantize(Bits = 8)]
    public sealed partial class At50 : Lenet300;

    /// <summary>80 % zeros.</summary>
    [Prune(0.8, Pattern = PrunePattern.NM, N = 1, M = 5)]
    [Quantize(Bits = 8)]
    public sealed partial class At80 : Lenet300;

    /// <summary>90 % zeros.</summary>
    [Prune(0.9, Pattern = PrunePattern.NM, N = 1, M = 10)]
    [Quantize(Bits = 8)]
    public sealed partial class At90 : Lenet300;

    /// <summary>95 % zeros.</summary>
    [Prune(0.95, Pattern = PrunePattern.NM, N = 1, M = 20)]
    [Quantize(Bits = 8)]
    public sealed partial class At95 : Lenet300;

    /// <summary>98 % zeros.</summary>
    [Prune(0.98, Pattern = PrunePattern.NM, N = 1, M = 50)]
    [Quantize(Bits = 8)]
    public sealed partial class At98 : Lenet300;
}
