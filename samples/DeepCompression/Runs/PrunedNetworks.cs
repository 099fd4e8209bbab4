using CompressDsl.Samples;
using DeepCompression.Networks;

namespace DeepCompression.Runs;

/// <summary>LeNet-300-100 in every pattern, with ever more zeros.</summary>
internal static class PrunedNetworks
{
    /// <summary>Zeros in percent, in the order of the networks of a pattern.</summary>
    public static IReadOnlyList<int> Shares { get; } = [50, 80, 90, 95, 98];

    /// <summary>Pattern, then the networks with ever more zeros.</summary>
    public static IReadOnlyList<(string Pattern, Variant[] Variants)> All { get; } =
    [
        ("single weights",
        [
            new("single-50", p => SingleWeights.At50.Load(p) is var s ? (s, s.Report) : default) { Train = SingleWeights.At50.Train },
            new("single-80", p => SingleWeights.At80.Load(p) is var s ? (s, s.Report) : default) { Train = SingleWeights.At80.Train },
            new("single-90", p => SingleWeights.At90.Load(p) is var s ? (s, s.Report) : default) { Train = SingleWeights.At90.Train },
            new("single-95", p => SingleWeights.At95.Load(p) is var s ? (s, s.Report) : default) { Train = SingleWeights.At95.Train },
            new("single-98", p => SingleWeights.At98.Load(p) is var s ? (s, s.Report) : default) { Train = SingleWeights.At98.Train },
        ]),
        ("16x4 blocks",
        [
            new("blocks-50", p => Blocks.At50.Load(p) is var s ? (s, s.Report) : default) { Train = Blocks.At50.Train },
            new("blocks-80", p => Blocks.At80.Load(p) is var s ? (s, s.Report) : default) { Train = Blocks.At80.Train },
            new("blocks-90", p => Blocks.At90.Load(p) is var s ? (s, s.Report) : default) { Train = Blocks.At90.Train },
            new("blocks-95", p => Blocks.At95.Load(p) is var s ? (s, s.Report) : default) { Train = Blocks.At95.Train },
            new("blocks-98", p => Blocks.At98.Load(p) is var s ? (s, s.Report) : default) { Train = Blocks.At98.Train },
        ]),
        ("1 of M",
        [
            new("one-of-2", p => OneOfM.At50.Load(p) is var s ? (s, s.Report) : default) { Train = OneOfM.At50.Train },
            new("one-of-5", p => OneOfM.At80.Load(p) is var s ? (s, s.Report) : default) { Train = OneOfM.At80.Train },
            new("one-of-10", p => OneOfM.At90.Load(p) is var s ? (s, s.Report) : default) { Train = OneOfM.At90.Train },
            new("one-of-20", p => OneOfM.At95.Load(p) is var s ? (s, s.Report) : default) { Train = OneOfM.At95.Train },
            new("one-of-50", p => OneOfM.At98.Load(p) is var s ? (s, s.Report) : default) { Train = OneOfM.At98.Train },
        ]),
        ("neurons",
        [
            new("neurons-50", p => Neurons.At50.Load(p) is var s ? (s, s.Report) : default) { Train = Neurons.At50.Train },
            new("neurons-80", p => Neurons.At80.Load(p) is var s ? (s, s.Report) : default) { Train = Neurons.At80.Train },
            new("neurons-90", p => Neurons.At90.Load(p) is var s ? (s, s.Report) : default) { Train = Neurons.At90.Train },
            new("neurons-95", p => Neurons.At95.Load(p) is var s ? (s, s.Report) : default) { Train = Neurons.At95.Train },
            new("neurons-98", p => Neurons.At98.Load(p) is var s ? (s, s.Report) : default) { Train = Neurons.At98.Train },
        ]),
    ];
}
