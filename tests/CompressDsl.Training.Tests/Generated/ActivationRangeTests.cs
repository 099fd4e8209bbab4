using CompressDsl.Core;
using CompressDsl.Training.Tests.Parallel;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Ranges of activations with few bits: what training reaches with them, and that they are part of what a run keeps.</summary>
public sealed class ActivationRangeTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 12, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1, QuantizeStart = 0.3,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("ranges").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Two_bits_of_activations_learn_where_ranges_of_extremes_run_away()
    {
        // As in LeNet-5 nothing but the grids stands between the layers: activations have two sides.
        var (b, bits) = (new NetworkBuilder(), NetworkBuilder.Float with { Bits = 8, ActivationBits = 2 });
        var model = TrainableModel.Of(b.Build(b.Linear("head", b.Linear("fc2", b.Linear("fc1", b.Input(24), 48, bits), 48, bits), 8, bits)));
        var test = Problems.Points(2000, 99);
        (double Error, float Width) Of(RangeTracking tracking, ulong seed)
        {
            var options = Options with { Epochs = 20, Schedule = LearningRateSchedule.Cosine(5e-3), Seed = seed, RangeTracking = tracking };
            var checkpoint = model.Train(Problems.Points(1500, seed), options).Checkpoint;
            using var network = new TrainedNetwork(model.Network, checkpoint);
            var range = checkpoint["head.input.range"].ToFloats();
            return (1 - network.Evaluate(test).Confusion!.Accuracy, range[1] - range[0]);
        }

        var seeds = new ulong[] { 1, 2, 3 };
        var before = seeds.Select(s => Of(RangeTracking.Extremes, s)).ToArray();
        var now = seeds.Select(s => Of(RangeTracking.ByBits, s)).ToArray();
        output.WriteLine($"seeds {string.Join(" ", seeds)}: extremes {string.Join(" ", before)}, by bits {string.Join(" ", now)}");
        Assert.True(now.Max(n => n.Error) < 0.04, "by bits it does not learn");
        Assert.True(now.Max(n => n.Error) < 0.4 * before.Min(e => e.Error), "extremes are as good");
        Assert.True(now.Max(n => n.Width) < 0.5 * before.Min(e => e.Width), "the range runs away");
    }

    [Theory]
    [InlineData(2, 900, null)]
    [InlineData(2, 1900, null)]
    [InlineData(4, 1000, 60)]
    [InlineData(8, 900, 5)]
    public void A_killed_run_goes_on_to_the_same_bytes_on_any_threads(int bits, int dieAfter, int? rangeSteps)
    {
        var model = Deep(bits);
        var data = Problems.Lines(200, 1);
        var options = Options with { RangeSteps = rangeSteps };

        var one = model.Train(data, options).Checkpoint;
        var saving = options with { WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 3 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter), saving));
        var resumed = model.Train(data, saving with { Threads = 3 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
    }

    [Theory]
    [InlineData(RangeTracking.ByBits)]
    [InlineData(RangeTracking.Extremes)]
    [InlineData(RangeTracking.LeastSquares)]
    public void A_range_stays_after_its_steps(RangeTracking tracking)
    {
        var steps = 0;
        var few = RangesOf(Deep(2), Options with { RangeTracking = tracking, RangeSteps = 7 }, () => steps++);

        // The first step sees ranges, and from the 22nd of 72 on (30 %) there are grids.
        var begin = Enumerable.Range(0, steps).First(s => s >= 0.3 * steps);
        Assert.All(Enumerable.Range(begin + 7, steps - begin - 7), s => Assert.Equal(few[begin + 6], few[s]));
        Assert.All(Enumerable.Range(0, begin + 6), s => Assert.NotEqual(few[s], few[s + 1]));
    }

    [Fact]
    public void Eight_bits_follow_extremes_to_the_end()
    {
        var (model, data) = (Deep(8), Problems.Lines(200, 1));
        byte[] Bytes(RangeTracking tracking) => model.Train(data, Options with { RangeTracking = tracking }).Checkpoint.ToBytes();

        Assert.Equal(Bytes(RangeTracking.Extremes), Bytes(RangeTracking.ByBits));
        Assert.NotEqual(Bytes(RangeTracking.Extremes), Bytes(RangeTracking.LeastSquares));
        var ranges = RangesOf(model, Options, () => { });
        Assert.All(Enumerable.Range(0, ranges.Count - 1), s => Assert.NotEqual(ranges[s], ranges[s + 1]));
    }

    [Fact]
    public void Ranks_choose_the_same_ranges()
    {
        var (model, data) = (Deep(2), Problems.Lines(200, 1));

        var ranks = ThreadRanks.Run(3, r => model.Train(data, Options with { Communicator = r }).Checkpoint);

        Assert.All(ranks, r => Assert.Equal(ranks[0].ToBytes(), r.ToBytes()));
    }

    [Fact]
    public unsafe void Bins_of_ranks_are_those_of_all_their_values()
    {
        const int Bins = 64;
        float[][] parts = [[1, 2, 3, -0.5f], [], [70, -9, 0.25f]];
        static StreamingHistogram Of(float[] values)
        {
            var histogram = new StreamingHistogram(Bins);
            fixed (float* x = values) histogram.Add(x, values.Length);
            return histogram;
        }

        var all = Of([.. parts.SelectMany(p => p)]);
        var ranks = ThreadRanks.Run(parts.Length, r =>
        {
            var own = Of(parts[r.Rank]);
            own.AddBins(r, all.Range, new double[Bins]);
            return own;
        });

        Assert.All(ranks, r => Assert.Equal(all.Width, r.Width));
        Assert.All(ranks, r => Assert.Equal(Enumerable.Range(0, Bins).Select(b => all[b]), Enumerable.Range(0, Bins).Select(b => r[b])));
    }

    private static TrainableModel Deep(int bits) =>
        TrainableModel.Of(NetworkBuilder.Mlp([72, 32, 32, 32, 2], NetworkBuilder.Float with { Bits = 8, ActivationBits = bits }));

    /// <summary>The range of the last layer's input after every step.</summary>
    private static List<ValueRange> RangesOf(TrainableModel model, TrainingOptions options, Action told)
    {
        var ranges = new List<ValueRange>();
        using var run = new TrainingRun(model.Network, Problems.Lines(192, 1), options, null);
        while (run.BeginEpoch())
        {
            while (run.NextBatch())
            {
                run.PrepareParameters();
                run.ForEachShard(static answers => answers.HardLoss(0));
                run.ReduceGradients();
                run.Update();
                ranges.Add(run.Parameters.Ranges[^1]);
                told();
            }

            run.EndEpoch();
        }

        return ranges;
    }
}
