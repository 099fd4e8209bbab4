using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Schedules, regrowth and rewinding, on generated networks.</summary>
public sealed class PruneScheduleTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Pruned = NetworkBuilder.Float with { Bits = 8, Sparsity = 0.75 };

    private readonly string folder = Directory.CreateTempSubdirectory("schedules").FullName;

    private string File => Path.Combine(folder, "m.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Schedules and regrowth, by name.</summary>
    public static TheoryData<string, Regrowth> Ways => new()
    {
        { "once", Regrowth.None }, { "iterative", Regrowth.None }, { "cubic", Regrowth.Surgery }, { "once", Regrowth.Surgery }, { "cubic", Regrowth.Gradient },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_killed_run_goes_on_to_the_same_bytes_and_is_deployed_as_trained(string schedule, Regrowth regrowth)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], Pruned));
        var data = Problems.Spirals(200, 1);
        var options = Options(8, schedule, regrowth);

        var one = model.Train(data, options with { Output = File }).Checkpoint;
        var saving = options with { WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 5 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 1000), saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
        Assert.Equal(0.75, ZerosOf(one), 0.005);
        Assert.True(model.SelfTest(File, data).Passed);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Weights_come_back_where_they_may(string schedule, Regrowth regrowth)
    {
        var network = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 2], Pruned)).Network;
        var weight = network.Plan.IndexOf("fc1.weight");
        using var run = new TrainingRun(network, Problems.Spirals(320, 1), Options(20, schedule, regrowth), null);
        var (back, moved, gone) = (0, 0, new float[network.Plan.LengthOf(weight)]);
        byte[]? last = null;
        while (run.BeginEpoch())
        {
            while (run.NextBatch())
            {
                run.PrepareParameters();
                var mask = run.Parameters.MaskOf(weight);
                if (mask is not null)
                {
                    var values = run.Parameters.SpanOf(weight);
                    for (var i = 0; i < mask.Length; i++)
                    {
                        if (last is not null && last[i] == 0 && mask[i] == 1) back++;
                        if (last is not null && last[i] == 0 && mask[i] == 0 && values[i] != gone[i]) moved++;
                        gone[i] = values[i];
                    }

                    last = (byte[])mask.Clone();
                }

                run.ForEachShard(static answers => answers.HardLoss(0));
                run.ReduceGradients();
                run.Update();
            }

            run.EndEpoch();
        }

        output.WriteLine($"{back} weights came back, {moved} moved behind their mask");
        Assert.Equal(regrowth != Regrowth.None, back > 0);
        if (regrowth == Regrowth.Surgery) Assert.True(moved > 100, $"{moved} moved behind their mask");
    }

    [Fact]
    public void The_lottery_goes_back_to_the_early_weights_with_ever_more_zeros()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 2], Pruned));
        var data = Problems.Spirals(400, 1);
        var seen = new List<(double Zeros, TrainingOptions Options)>();
        var options = Options(15, "cubic", Regrowth.None) with { KeepEarly = 10, Output = File, WorkingCheckpoint = Path.Combine(folder, "w") };

        var result = LotteryTicket.Find(
            round =>
            {
                var trained = model.Train(data, round);
                seen.Add((ZerosOf(trained.Checkpoint), round));
                return trained;
            },
            options, rounds: 2);

        Assert.Equal([0.5, 0.75, 0.75], seen.Select(s => Math.Round(s.Zeros, 2)));
        var early = result.Early!;
        Assert.All(seen.Skip(1), s => Assert.Equal(early["fc2.weight"].ToFloats(), s.Options.Start!["fc2.weight"].ToFloats()));
        Assert.NotEqual(early["fc2.weight"].ToFloats(), model.Train(data, options with { KeepEarly = 0, WorkingCheckpoint = null }).Early!["fc2.weight"].ToFloats());
        Assert.Equal(seen[2].Options.Start!["fc2.weight.mask"].Bytes.ToArray(), result.Checkpoint["fc2.weight.mask"].Bytes.ToArray());
        Assert.True(model.SelfTest(File, data).Passed);
        var again = LotteryTicket.Find(round => model.Train(data, round), options, rounds: 2);
        Assert.True(result.Checkpoint.ToBytes().AsSpan().SequenceEqual(again.Checkpoint.ToBytes()), "found again, it differs");
    }

    [Fact]
    public void Masks_to_keep_must_be_there()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 8, 2], Pruned));
        var data = Problems.Spirals(40, 1);
        var start = model.Train(data, Options(1, "cubic", Regrowth.None)).Checkpoint;
        var options = Options(1, "cubic", Regrowth.None) with { Pruning = PruneSchedule.Kept };

        var kept = model.Train(data, options with { Start = start }).Checkpoint;
        var error = Assert.ThrowsAny<Exception>(() => model.Train(data, options with { Start = CheckpointMasks.Lift(start) }));

        Assert.Equal(start["fc1.weight.mask"].Bytes.ToArray(), kept["fc1.weight.mask"].Bytes.ToArray());
        Assert.NotEqual(start["fc1.weight"].ToFloats(), kept["fc1.weight"].ToFloats());
        Assert.Contains("TrainingOptions.Start has none for 'fc1.weight' of Demo.Model", (error.InnerException ?? error).Message, StringComparison.Ordinal);
    }

    private static TrainingOptions Options(int epochs, string schedule, Regrowth regrowth) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1, Regrowth = regrowth,
        Pruning = schedule switch { "once" => PruneSchedule.OneShot, "iterative" => PruneSchedule.Iterative(4), _ => PruneSchedule.Cubic },
    };

    private static double ZerosOf(Checkpoint checkpoint)
    {
        var masks = checkpoint.Tensors.Where(t => t.Name.EndsWith(".mask", StringComparison.Ordinal)).Select(t => t.Bytes.ToArray()).ToArray();
        return masks.Sum(m => m.Count(v => v == 0)) / (double)masks.Sum(m => m.Length);
    }
}
