using CompressDsl;

namespace DeepCompression.Networks;

/// <summary>LeNet-5 with activations of as many bits as its weights.</summary>
public static partial class NarrowLenet5
{
    /// <summary>4 bits.</summary>
    [Quantize(Bits = 4, ActivationBits = 4)]
    public sealed partial class Bits4 : Lenet5;

    /// <summary>3 bits.</summary>
    [Quantize(Bits = 3, ActivationBits = 3)]
    public sealed partial class Bits3 : Lenet5;

    /// <summary>2 bits.</summary>
    [Quantize(Bits = 2, ActivationBits = 2)]
    public sealed partial class Bits2 : Lenet5;
}
