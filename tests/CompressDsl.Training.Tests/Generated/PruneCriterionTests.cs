using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Pruning by what data tells, in training and of a trained network.</summary>
public sealed class PruneCriterionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("criteria").FullName;

    private string File => Path.Combine(folder, "m.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(PruneCriterion.Taylor, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Movement, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Wanda, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Random, PrunePattern.Rows)]
    public void A_killed_run_goes_on_to_the_same_bytes_and_is_deployed_as_trained(PruneCriterion criterion, PrunePattern pattern)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], Pruned(criterion, 0.75, pattern)));
        var data = Problems.Spirals(200, 1);
        var options = Options(8);

        var one = model.Train(data, options with { Output = File }).Checkpoint;
        var saving = options with { WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 5 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 700), saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
        // Of rows of two weights, and of few rows, as many go as whole ones come near.
        Assert.Equal(0.75, ZerosOf(one["fc1.weight.mask"], one["fc2.weight.mask"]), 0.05);
        Assert.True(model.SelfTest(File, data).Passed);
        var magnitude = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], Pruned(PruneCriterion.L1, 0.75, pattern))).Train(data, options).Checkpoint;
        Assert.NotEqual(magnitude["fc2.weight.mask"].Bytes.ToArray(), one["fc2.weight.mask"].Bytes.ToArray());
    }

    [Fact]
    public void Norms_of_inputs_are_those_of_the_samples_and_outputs_are_pruned_alike()
    {
        var (b, compression) = (new NetworkBuilder(), Pruned(PruneCriterion.Wanda, 0.5));
        var model = TrainableModel.Of(b.Build(b.Linear("fc", b.Input(6), 4, compression)));
        var (weights, features) = (Noise(24, 1), Noise(6 * 100, 2));
        for (var i = 0; i < features.Length; i++) features[i] *= 1 + (i % 6);
        Save(("fc.weight", [4, 6], weights), ("fc.bias", [4], new float[4]));

        var result = model.Prune(File, InMemoryDataset.FromLabels(features, new int[100], classes: 4), new PruneOptions { BatchSize = 25 });

        Assert.Equal((100L, 0.5), (result.Samples, result.Sparsity));
        var norms = Enumerable.Range(0, 6).Select(c => Math.Sqrt(Enumerable.Range(0, 100).Sum(r => (double)features[(r * 6) + c] * features[(r * 6) + c]))).ToArray();
        var mask = Checkpoint.Load(File)["fc.weight.mask"].Bytes.ToArray();
        for (var row = 0; row < 4; row++)
        {
            var best = Enumerable.Range(0, 6).OrderByDescending(c => Math.Abs(weights[(row * 6) + c]) * norms[c]).Take(3).Order();
            Assert.Equal(best, Enumerable.Range(0, 6).Where(c => mask[(row * 6) + c] == 1));
        }
    }

    [Fact]
    public void The_change_of_the_loss_is_weight_times_gradient()
    {
        var b = new NetworkBuilder();
        var model = TrainableModel.Of(b.Build(b.Linear("fc", b.Input(5), 3, Pruned(PruneCriterion.Taylor, 0.6), bias: false)));
        var (weights, features, labels) = (Noise(15, 1), Noise(5 * 64, 2), Enumerable.Range(0, 64).Select(i => i * 7 % 3).ToArray());
        Save(("fc.weight", [3, 5], weights));

        model.Prune(File, InMemoryDataset.FromLabels(features, labels, classes: 3), new PruneOptions { BatchSize = 64 });

        // Cross entropy: the gradient of a logit is its probability, less one for the class.
        var gradient = new double[15];
        for (var row = 0; row < 64; row++)
        {
            var x = features.AsSpan(row * 5, 5).ToArray();
            var exponentials = Enumerable.Range(0, 3).Select(o => Math.Exp(x.Select((v, c) => (double)v * weights[(o * 5) + c]).Sum())).ToArray();
            for (var i = 0; i < 15; i++) gradient[i] += ((exponentials[i / 5] / exponentials.Sum()) - (labels[row] == i / 5 ? 1 : 0)) * x[i % 5];
        }

        var best = Enumerable.Range(0, 15).OrderByDescending(i => Math.Abs(weights[i] * gradient[i])).Take(6).Order();
        var mask = Checkpoint.Load(File)["fc.weight.mask"].Bytes.ToArray();
        Assert.Equal(best, Enumerable.Range(0, 15).Where(i => mask[i] == 1));
    }

    [Fact]
    public void Convolutions_are_measured_by_channel_and_group()
    {
        var (b, compression) = (new NetworkBuilder(), Pruned(PruneCriterion.Wanda, 0.5, PrunePattern.Rows));
        var window = new ConvolutionWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        var image = b.Add(new Generator.Operators.Reshape(Shape.Of(2, 6, 6)), "image", b.Input(72));
        var deep = b.Convolution("deep", image, new Generator.Operators.Conv2d(window, 2, false), 4, compression);
        var model = TrainableModel.Of(b.Build(b.Linear("head", b.Add(new Flatten(), "flat", deep), 2, NetworkBuilder.Float)));
        var random = Noise(4 * 9, 3).Select(v => Math.Sign(v) * 0.5f).ToArray();
        Save(("deep.weight", [4, 1, 3, 3], random), ("head.weight", [2, 144], Noise(288, 4)), ("head.bias", [2], new float[2]));
        var features = Noise(72 * 20, 5);
        for (var i = 0; i < features.Length; i++) features[i] *= i % 72 < 36 ? 3 : 1;

        model.Prune(File, InMemoryDataset.FromLabels(features, new int[20], classes: 2));

        // All weights are as large: the two outputs that read the louder channel stay.
        Assert.Equal([1, 1, 0, 0], Checkpoint.Load(File)["deep.weight.mask"].Bytes.ToArray().Chunk(9).Select(r => (int)r.Distinct().Single()));
    }

    [Fact]
    public void A_pruned_checkpoint_is_what_is_deployed_and_what_is_refused_says_why()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Pruned(PruneCriterion.Taylor, 0.5)));
        var data = Problems.Spirals(200, 1);
        model.Train(data, Options(4) with { Output = File });
        var before = Checkpoint.Load(File);
        var once = model.Prune(File, data, new PruneOptions { MaxSamples = 50, BatchSize = 32, Threads = 1 });
        Assert.Equal((64L, 0.5), (once.Samples, once.Sparsity));
        Assert.Equal(before["fc1.weight"].ToFloats(), Checkpoint.Load(File)["fc1.weight"].ToFloats());
        Assert.True(model.SelfTest(File, data).Passed);
        Assert.Equal(once.Checkpoint.ToBytes(), model.Prune(File, data, new PruneOptions { MaxSamples = 50, BatchSize = 32, Threads = 2 }).Checkpoint.ToBytes());

        var unlabelled = InMemoryDataset.Unlabelled(new float[20], 2);
        Assert.Contains("samples need classes or targets", Refusal(() => model.Prune(File, unlabelled)));
        var moving = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Pruned(PruneCriterion.Movement, 0.5)));
        Assert.Contains("'fc1.weight' of Demo.Model is pruned by PruneCriterion.Movement", Refusal(() => moving.Prune(File, data)));
        Assert.Contains("begin later (PruneBegin, PruneEnd)", Refusal(() => moving.Train(data, Options(2) with { PruneBegin = 0, PruneEnd = 0 })));
        var dense = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], NetworkBuilder.Float));
        Assert.Contains("has nothing to prune", Refusal(() => dense.Prune(File, data)));
    }

    private static Compression Pruned(PruneCriterion criterion, double sparsity, PrunePattern pattern = PrunePattern.Unstructured) =>
        NetworkBuilder.Float with { Bits = 8, Sparsity = sparsity, Pattern = pattern, Details = new PruneDetails(0, 0, criterion) };

    private static string Refusal(Action action)
    {
        var error = Assert.ThrowsAny<Exception>(action);
        return (error.InnerException ?? error).Message;
    }

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    private static float[] Noise(int count, ulong seed)
    {
        var random = new CounterRandom(seed, 9);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextFloat(-1, 1))];
    }

    private void Save(params (string Key, int[] Shape, float[] Values)[] tensors) =>
        new Checkpoint(tensors.Select(t => CheckpointTensor.Of(t.Key, new EquatableArray<int>(t.Shape), t.Values))).Save(File);

    private static double ZerosOf(params CheckpointTensor[] masks) =>
        masks.Sum(m => m.Bytes.ToArray().Count(v => v == 0)) / (double)masks.Sum(m => m.Bytes.ToArray().Length);
}
