using DeepCompression.Networks;

namespace DeepCompression.Runs;

/// <summary>LeNet-5 with weights of several numbers of bits.</summary>
internal static class QuantizedNetworks
{
    /// <summary>Bits of a weight, and the network.</summary>
    public static IReadOnlyList<(int Bits, Variant Variant)> All { get; } =
    [
        (8, new("lenet5-int8", p => Lenet5Int8.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Int8.Train, Calibrate = Lenet5Int8.Calibrate }),
        (4, new("lenet5-4-bits", p => Lenet5Bits4.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits4.Train, Calibrate = Lenet5Bits4.Calibrate }),
        (3, new("lenet5-3-bits", p => Lenet5Bits3.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits3.Train, Calibrate = Lenet5Bits3.Calibrate }),
        (2, new("lenet5-2-bits", p => Lenet5Bits2.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits2.Train, Calibrate = Lenet5Bits2.Calibrate }),
    ];
}
