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
        var schedule = new CubicSparsitySchedule(0.8, Begin: 100, End: 300, Every: 20);
        Assert.Equal(0, schedule.At(100));
        Assert.Equal(0.8 * (1 - (0.5 * 0.5 * 0.5)), schedule.At(200), 1e-12);
        Assert.Equal(0.8, schedule.At(300));
        Assert.Equal([120L, 140, 160, 180, 200, 220, 240, 260, 280, 300], Enumerable.Range(0, 1000).Select(s => (long)s).Where(schedule.IsUpdate));
    }

    [Fact]
    public void A_schedule_of_no_length_prunes_at_once()
    {
        var schedule = CubicSparsitySchedule.Over(0.5, 0.3, 0.3, totalSteps: 10);
        Assert.Equal(0, schedule.At(2));
        Assert.Equal(0.5, schedule.At(3));
        Assert.Equal([3L], Enumerable.Range(0, 10).Select(s => (long)s).Where(schedule.IsUpdate));
    }

    [Fact]
    public void Options_out_of_range_are_named_with_the_range()
    {
        Refuses(new TrainingOptions { Epochs = 0 }, "Epochs is 0; it must be at least 1");
        Refuses(new TrainingOptions { ShardRows = 100 }, "ShardRows is 100; it must be in 0 to BatchSize");
        Refuses(new TrainingOptions { PruneBegin = 0.7 }, "PruneEnd is 0.6; it must be in PruneBegin to 1");
        Refuses(new TrainingOptions { QuantizeStart = double.NaN }, "QuantizeStart is NaN");
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
