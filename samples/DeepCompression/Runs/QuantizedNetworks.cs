using CompressDsl.Samples;
using DeepCompression.Networks;

namespace DeepCompression.Runs;

/// <summary>LeNet-5 with weights and activations of several numbers of bits.</summary>
internal static class QuantizedNetworks
{
    /// <summary>The networks, those with the most bits first.</summary>
    public static IReadOnlyList<QuantizedNetwork> All { get; } =
    [
        new(8, 8, new("lenet5-int8", p => Lenet5Int8.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Int8.Train, Quantize = Lenet5Int8.QuantizeAfterTraining }),
        new(4, 8, new("lenet5-4-bits", p => Lenet5Bits4.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits4.Train, Quantize = Lenet5Bits4.QuantizeAfterTraining }),
        new(4, 4, new("lenet5-4-4-bits", p => NarrowLenet5.Bits4.Load(p) is var s ? (s, s.Report) : default) { Train = NarrowLenet5.Bits4.Train, Quantize = NarrowLenet5.Bits4.QuantizeAfterTraining }),
        new(3, 8, new("lenet5-3-bits", p => Lenet5Bits3.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits3.Train, Quantize = Lenet5Bits3.QuantizeAfterTraining }),
        new(3, 3, new("lenet5-3-3-bits", p => NarrowLenet5.Bits3.Load(p) is var s ? (s, s.Report) : default) { Train = NarrowLenet5.Bits3.Train, Quantize = NarrowLenet5.Bits3.QuantizeAfterTraining }),
        new(2, 8, new("lenet5-2-bits", p => Lenet5Bits2.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Bits2.Train, Quantize = Lenet5Bits2.QuantizeAfterTraining }),
        new(2, 2, new("lenet5-2-2-bits", p => NarrowLenet5.Bits2.Load(p) is var s ? (s, s.Report) : default) { Train = NarrowLenet5.Bits2.Train, Quantize = NarrowLenet5.Bits2.QuantizeAfterTraining }),
    ];
}
