namespace CompressDsl.Training.Tests;

public sealed class ScheduleTests
{
    [Fact]
    public void Cosine_warms_up_and_comes_down()
    {
        var schedule = LearningRateSchedule.Cosine(1, warmUp: 0.1, last: 0.2);
        Assert.Equal(0.1f, schedule.At(0, 100), 1e-6f);
        Assert.Equal(1f, schedule.At(9, 100), 1e-6f);
        Assert.Equal(1f, schedule.At(10, 100), 1e-6f);
        Assert.Equal(0.6f, schedule.At(55, 100), 1e-6f);
        Assert.Equal(0.2f, schedule.At(100, 100), 1e-6f);
        Assert.Equal(0.2f, schedule.At(1000, 100), 1e-6f);
    }

    [Fact]
    public void Steps_fall_at_even_distances()
    {
        var schedule = LearningRateSchedule.Step(1, factor: 0.5, every: 0.25);
        Assert.Equal([1f, 1f, 0.5f, 0.5f, 0.25f, 0.25f, 0.125f, 0.125f], Enumerable.Range(0, 8).Select(s => schedule.At(s, 8)));
        Assert.Equal(0.3f, LearningRateSchedule.Constant(0.3).At(7, 8));
    }

    [Fact]
    public void Zeros_grow_along_a_cubic()
    {
        var schedule = new TrainingSchedule(new TrainingOptions { PruneBegin = 0.25, PruneEnd = 0.75 });
        Assert.Equal(-1, schedule.MaskStage(0.24));
        Assert.Equal([0, 50, 100, 100], new[] { 0.25, 0.5, 0.75, 1 }.Select(schedule.MaskStage));
        Assert.Equal([0, 1 - (0.5 * 0.5 * 0.5), 1], new[] { 0, 50, 100 }.Select(stage => schedule.PruneShare(0.8, stage)));
    }

    [Fact]
    public void A_schedule_of_no_length_prunes_at_once() => Assert.Equal(
        [-1, 100], new[] { 0.29, 0.3 }.Select(new TrainingSchedule(new TrainingOptions { PruneBegin = 0.3, PruneEnd = 0.3 }).MaskStage));

    [Fact]
    public void Iterative_pruning_takes_the_same_share_of_what_is_left()
    {
        var schedule = new TrainingSchedule(new TrainingOptions { Pruning = PruneSchedule.Iterative(3), PruneBegin = 0, PruneEnd = 1 });
        Assert.Equal([1, 1, 2, 2, 3], new[] { 0, 0.49, 0.5, 0.99, 1 }.Select(schedule.MaskStage));
        var left = Enumerable.Range(1, 3).Select(stage => 1 - (0.875 * schedule.PruneShare(0.875, stage))).ToArray();
        Assert.Equal(0.5, left[0], 1e-12);
        Assert.Equal(0.25, left[1], 1e-12);
        Assert.Equal(0.125, left[2], 1e-12);
        var once = new TrainingSchedule(new TrainingOptions { Pruning = PruneSchedule.OneShot, PruneBegin = 0, PruneEnd = 0.5 });
        Assert.Equal([-1, -1, 1, 1], new[] { 0, 0.49, 0.5, 1 }.Select(once.MaskStage));
    }

    [Fact]
    public void Regrowth_goes_on_with_all_zeros_and_then_ends()
    {
        var surgery = new TrainingSchedule(new TrainingOptions { PruneBegin = 0, PruneEnd = 0.5, Regrowth = Regrowth.Surgery, RegrowEnd = 0.75, QuantizeStart = 0 });
        Assert.Equal([100, 150, 200, 200], new[] { 0.5, 0.625, 0.75, 1 }.Select(surgery.MaskStage));
        Assert.Equal(1, surgery.PruneShare(0.9, 150));
        Assert.Equal([true, true, false], new[] { 0.1, 0.74, 0.75 }.Select(surgery.IsTrainingMasked));
        Assert.Equal([false, true], new[] { 0.74, 0.75 }.Select(surgery.IsFinal));
        var gradient = new TrainingSchedule(surgery.Options with { Regrowth = Regrowth.Gradient });
        Assert.Equal(0.3, gradient.Exchange(0), 1e-12);
        Assert.Equal(0.15, gradient.Exchange(0.375), 1e-12);
        Assert.Equal(0, gradient.Exchange(0.75));
        Assert.Equal(0, surgery.Exchange(0));
    }

    [Fact]
    public void Options_out_of_range_are_named_with_the_range()
    {
        Refuses(new TrainingOptions { Epochs = 0 }, "Epochs is 0; it must be at least 1");
        Refuses(new TrainingOptions { ShardRows = 100 }, "ShardRows is 100; it must be in 0 to BatchSize");
        Refuses(new TrainingOptions { PruneBegin = 0.7 }, "PruneEnd is 0.6; it must be in PruneBegin to 1");
        Refuses(new TrainingOptions { Pruning = PruneSchedule.Iterative(0) }, "Steps is 0; it must be at least 1");
        Refuses(new TrainingOptions { Regrowth = Regrowth.Surgery, RegrowEnd = 0.5 }, "RegrowEnd is 0.5; it must be in PruneEnd to 1");
        Refuses(new TrainingOptions { Regrowth = (Regrowth)9 }, "Regrowth is 9; it must be a known way");
        Refuses(new TrainingOptions { KeepEarly = -1 }, "KeepEarly is -1; it must be at least 0 or null");
        Refuses(new TrainingOptions { QuantizeStart = double.NaN }, "QuantizeStart is NaN");
        Refuses(new TrainingOptions { RangeTracking = (RangeTracking)9 }, "RangeTracking is 9; it must be a known way");
        Refuses(new TrainingOptions { RangeSteps = 0 }, "RangeSteps is 0; it must be at least 1, or null");
        Refuses(
            new TrainingOptions { StepSize = StepSize.Learned, RangeTracking = RangeTracking.Extremes },
            "RangeTracking is Extremes; it must be ByBits where StepSize is Learned: gradients move the ranges");
        Refuses(
            new TrainingOptions { StepSize = StepSize.Learned, RangeSteps = 5 },
            "RangeSteps is 5; it must be null where StepSize is Learned: gradients move the ranges to the end");
        Refuses(new TrainingOptions { Patience = 3 }, "Patience is 3; it must be 0 without a Validation set");
        Refuses(new TrainingOptions { Schedule = LearningRateSchedule.Constant(-1) }, "LearningRate is -1; it must be above 0");
        Refuses(new TrainingOptions { Optimizer = new Sgd(2) }, "Momentum is 2");
        Refuses(new DistillationOptions { Alpha = 1.5f }, "Alpha is 1.5; it must be in 0 to 1");
        Refuses(new DistillationOptions { Temperature = 0 }, "Temperature is 0; it must be above 0");
        new DistillationOptions().Validate();
    }

    private static void Refuses(TrainingOptions options, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
}
