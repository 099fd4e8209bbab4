using CompressDsl.Training;
using DeepCompression.Networks;

namespace DeepCompression.Runs;

/// <summary>The networks of the tables.</summary>
internal static class Families
{
    // Zeros grow over the first half, grids come when they are all there, and the rate falls to the end.
    private static readonly DistillationOptions Options = new()
    {
        BatchSize = 128, Optimizer = new AdamW(), Schedule = LearningRateSchedule.Cosine(2e-3, warmUp: 0.05),
        PruneBegin = 0.05, PruneEnd = 0.55, QuantizeStart = 0.7,
    };

    /// <summary>LeNet-300-100.</summary>
    public static Family Lenet300 { get; } = new(
        "lenet300",
        Options with { Epochs = 12 },
        new("lenet300-float", p => Lenet300Float.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet300Float.Train },
        new("lenet300-int8", p => Lenet300Int8.Load(p) is var s ? (s, s.Report) : default) { Calibrate = Lenet300Int8.Calibrate },
        [
            new("lenet300-student", p => Lenet300Student.Load(p) is var s ? (s, s.Report) : default) { Distil = Lenet300Student.Distill },
            new("lenet300-smallest", p => Lenet300Smallest.Load(p) is var s ? (s, s.Report) : default) { Distil = Lenet300Smallest.Distill },
        ]);

    /// <summary>LeNet-5.</summary>
    public static Family Lenet5 { get; } = new(
        "lenet5",
        Options with { Epochs = 5 },
        new("lenet5-float", p => Lenet5Float.Load(p) is var s ? (s, s.Report) : default) { Train = Lenet5Float.Train },
        new("lenet5-int8", p => Lenet5Int8.Load(p) is var s ? (s, s.Report) : default) { Calibrate = Lenet5Int8.Calibrate },
        [
            new("lenet5-student", p => Lenet5Student.Load(p) is var s ? (s, s.Report) : default) { Distil = Lenet5Student.Distill },
            new("lenet5-smallest", p => Lenet5Smallest.Load(p) is var s ? (s, s.Report) : default) { Distil = Lenet5Smallest.Distill },
        ]);
}
