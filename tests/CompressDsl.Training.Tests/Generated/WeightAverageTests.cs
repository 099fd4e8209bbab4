using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>The moving average of the weights.</summary>
public sealed class WeightAverageTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 12, BatchSize = 32, Schedule = LearningRateSchedule.Constant(1e-2), Threads = 1, QuantizeStart = 0.5, WeightAverage = 0.99f,
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_average_is_its_definition()
    {
        using var runner = new ShardRunner(2);
        var parameters = new NetworkParameters(TrainableModel.Of(NetworkBuilder.Mlp([2, 300, 2], NetworkBuilder.Float)).Network.Plan);
        parameters.Start(1);
        var expected = Array.ConvertAll(parameters.Dense.Span.ToArray(), w => (double)w);
        var average = new WeightAverage(parameters, 0.9f);
        for (var step = 1; step <= 200; step++)
        {
            var dense = parameters.Dense.Span;
            for (var i = 0; i < dense.Length; i++) dense[i] += 0.01f * MathF.Sin(i + step);
            average.Follow(runner);
            var decay = Math.Min(0.9, (1.0 + step) / (10 + step));
            for (var i = 0; i < dense.Length; i++) expected[i] = (decay * expected[i]) + ((1 - decay) * dense[i]);
        }

        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], average.Values[i], 1e-5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(8, 0.5)]
    public void A_killed_run_goes_on_to_the_same_bytes_and_is_deployed_as_trained(int bits, double sparsity)
    {
        var compression = bits == 0 ? NetworkBuilder.Float : NetworkBuilder.Float with { Bits = bits, Sparsity = sparsity };
        var b = new NetworkBuilder();
        var hidden = b.Add(new Generator.Operators.Relu(), "relu", b.Norm("norm", b.Linear("fc1", b.Input(2), 32, compression, bias: false)));
        var model = TrainableModel.Of(b.Build(b.Linear("head", hidden, 2, compression)));
        var data = Problems.Spirals(200, 1);
        var file = folder.File("m.safetensors");

        var one = model.Train(data, Options with { Output = file }).Checkpoint;
        var saving = Options with { WorkingCheckpoint = folder.File("m.training"), SaveEvery = 5 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 1700), saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
        Assert.True(model.SelfTest(file, data) is { Passed: true });
        Assert.NotEqual(one["head.weight"].ToFloats(), model.Train(data, Options with { WeightAverage = 0 }).Checkpoint["head.weight"].ToFloats());
    }

    [Fact]
    public void At_a_high_constant_rate_the_average_is_the_better_network()
    {
        // A linear network has one best place: steps of a constant length dance around it, their mean does not.
        var data = Problems.Spirals(500, 1);
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 2], NetworkBuilder.Float));
        double LossOf(float decay, ulong seed) => model.Train(data, Options with
        {
            Epochs = 20, BatchSize = 4, Schedule = LearningRateSchedule.Constant(3e-2), WeightAverage = decay, Seed = seed, Validation = data,
        }).Validation!.Loss;

        ulong[] seeds = [1, 2, 3];
        var (last, averaged) = (seeds.Select(s => LossOf(0, s)).ToArray(), seeds.Select(s => LossOf(0.99f, s)).ToArray());
        output.WriteLine($"loss of the last weights {string.Join(" ", last.Select(l => $"{l:f4}"))}, averaged {string.Join(" ", averaged.Select(l => $"{l:f4}"))}");
        Assert.All(last.Zip(averaged), pair => Assert.True(pair.Second < pair.First));
    }
}
