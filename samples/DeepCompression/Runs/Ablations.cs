using CompressDsl.Samples;
using DeepCompression.Networks;

namespace DeepCompression.Runs;

/// <summary>LeNet-300-100 with one or both kinds of compression, and with or without the teacher.</summary>
internal static class Ablations
{
    /// <summary>What is compressed, and the network that is.</summary>
    public static IReadOnlyList<(string Compression, Variant Variant)> All { get; } =
    [
        ("none", new("lenet300-float", p => Lenet300Float.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet300Float.Train, Distil = Lenet300Float.Distill }),
        ("zeros", new("lenet300-pruned", p => Lenet300Pruned.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet300Pruned.Train, Distil = Lenet300Pruned.Distill }),
        ("levels", new("lenet300-levels", p => Lenet300Levels.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet300Levels.Train, Distil = Lenet300Levels.Distill }),
        ("zeros and levels", new("lenet300-student", p => Lenet300Student.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet300Student.Train, Distil = Lenet300Student.Distill }),
    ];
}
