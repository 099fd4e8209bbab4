using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Training.Tests.Parallel;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Zeros distributed by the sensitivity of layers: what is measured, killed runs, ranks, and what it is worth.</summary>
public sealed class SensitivityTests(ITestOutputHelper output) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sensitivity").FullName;

    private string File => Path.Combine(folder, "m.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(PruneCriterion.L1, PrunePattern.Unstructured)]
    [InlineData(PruneCriterion.Taylor, PrunePattern.Block8x4)]
    [InlineData(PruneCriterion.L1, PrunePattern.NM)]
    [InlineData(PruneCriterion.L1, PrunePattern.Channels)]
    public void A_killed_run_goes_on_to_the_same_bytes_and_is_deployed_as_trained(PruneCriterion criterion, PrunePattern pattern)
    {
        var graph = NetworkBuilder.Mlp([2, 16, 16, 2], Pruned(0.75, PruneScope.Sensitivity, criterion, pattern));
        var model = TrainableModel.Of(graph);
        var data = Problems.Spirals(200, 1);
        var options = Options(8);

        var one = model.Train(data, options with { Output = File }).Checkpoint;
        var saving = options with { WorkingCheckpoint = Path.Combine(folder, "m.training"), SaveEvery = 5 };
        Assert.ThrowsAny<Exception>(() => model.Train(new DyingDataset(data, dieAfter: 700), saving));
        var resumed = model.Train(data, saving with { Threads = 2 }).Checkpoint;

        Assert.True(one.ToBytes().AsSpan().SequenceEqual(resumed.ToBytes()), "the resumed run differs");
        // How many channels stay is what the next build reads.
        Assert.True((pattern == PrunePattern.Channels ? TrainableModel.Of(graph, one) : model).SelfTest(File, data).Passed);
        if (pattern == PrunePattern.Unstructured) Assert.Equal(0.75, Sparsity(one), 0.002);
    }

    [Fact]
    public void Ranks_agree_on_the_masks()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], Pruned(0.75, PruneScope.Sensitivity)));
        var ranks = ThreadRanks.Run(2, r => model.Train(Problems.Spirals(200, 1), Options(4) with { Communicator = r }));
        Assert.Equal(ranks[0].Checkpoint.ToBytes(), ranks[1].Checkpoint.ToBytes());
        Assert.Equal(0.75, Sparsity(ranks[0].Checkpoint), 0.002);
    }

    [Fact]
    public void Sensitivity_is_the_mean_of_squared_gradients()
    {
        var b = new NetworkBuilder();
        var model = TrainableModel.Of(b.Build(b.Linear("second", b.Linear("first", b.Input(5), 4, Pruned(0.5, PruneScope.Sensitivity), bias: false), 3, Pruned(0.5, PruneScope.Sensitivity), bias: false)));
        var (first, second, features) = (Noise(20, 1), Noise(12, 2), Noise(5 * 64, 3));
        var labels = Enumerable.Range(0, 64).Select(i => i * 7 % 3).ToArray();
        new Checkpoint([CheckpointTensor.Of("first.weight", [4, 5], first), CheckpointTensor.Of("second.weight", [3, 4], second)]).Save(File);

        var result = model.Prune(File, InMemoryDataset.FromLabels(features, labels, classes: 3), new PruneOptions { BatchSize = 64 });

        var (g1, g2) = Gradients(first, second, features, labels);
        var costs = first.Select(w => w * w * g1.Average(g => g * g)).Concat(second.Select(w => w * w * g2.Average(g => g * g))).ToArray();
        var gone = Enumerable.Range(0, 32).OrderBy(i => costs[i]).Take(16).ToHashSet();
        Assert.Equal((64L, 0.5), (result.Samples, result.Sparsity));
        var masks = Checkpoint.Load(File);
        Assert.Equal(
            Enumerable.Range(0, 32).Select(i => gone.Contains(i) ? 0 : 1),
            masks["first.weight.mask"].Bytes.ToArray().Concat(masks["second.weight.mask"].Bytes.ToArray()).Select(m => (int)m));
        var unlabelled = InMemoryDataset.Unlabelled(new float[20], 5);
        var error = Assert.ThrowsAny<Exception>(() => model.Prune(File, unlabelled));
        Assert.Contains("'first.weight' of Demo.Model is pruned by PruneScope.Sensitivity, the change of the loss: samples need classes or targets.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A layer that is eight times as large, in front of one of an eighth, is the same network: what it costs to prune it is the same too.</summary>
    [Theory]
    [InlineData(PruneScope.Sensitivity, true)]
    [InlineData(PruneScope.Global, false)]
    public void The_scale_of_a_layer_does_not_protect_it(PruneScope scope, bool areSame)
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 16, 2], Pruned(0.5, scope)));
        var data = Problems.Spirals(200, 1);
        var trained = CheckpointMasks.Lift(model.Train(data, Options(4)).Checkpoint);
        byte[] Masks(float factor)
        {
            CheckpointTensor Scaled(string key, float by) => CheckpointTensor.Of(key, trained[key].Shape, [.. trained[key].ToFloats().Select(v => v * by)]);
            trained.With(Scaled("fc1.weight", factor)).With(Scaled("fc1.bias", factor)).With(Scaled("fc2.weight", 1 / factor)).Save(File);
            model.Prune(File, data);
            return [.. Checkpoint.Load(File)["fc1.weight.mask"].Bytes.ToArray(), .. Checkpoint.Load(File)["fc2.weight.mask"].Bytes.ToArray()];
        }

        Assert.Equal(areSame, Masks(1).SequenceEqual(Masks(8)));
    }

    /// <summary>The first layer has two inputs: of a share of zeros that all layers have alike, little is left of what it reads.</summary>
    [Fact]
    public void A_network_with_a_fragile_layer_learns_more_than_with_the_same_share_in_every_layer()
    {
        var test = Problems.Spirals(500, 99);
        double ErrorOf(PruneScope scope, ulong seed)
        {
            var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 32, 32, 2], Pruned(0.9, scope)));
            using var network = new TrainedNetwork(model.Network, model.Train(Problems.Spirals(500, seed), Options(60) with { Seed = seed }).Checkpoint);
            return 1 - network.Evaluate(test).Confusion!.Accuracy;
        }

        var seeds = new ulong[] { 1, 2, 3 };
        var errors = new[] { PruneScope.Layer, PruneScope.Sensitivity }.ToDictionary(s => s, s => seeds.Select(seed => ErrorOf(s, seed)).ToArray());
        foreach (var (scope, each) in errors) output.WriteLine($"{scope}: {each.Average():0.000} ({string.Join(" ", each.Select(e => $"{e:0.000}"))})");
        Assert.True(errors[PruneScope.Sensitivity].Average() < errors[PruneScope.Layer].Average() - 0.05);
    }

    private static Compression Pruned(double sparsity, PruneScope scope, PruneCriterion criterion = PruneCriterion.L1, PrunePattern pattern = PrunePattern.Unstructured) =>
        NetworkBuilder.Float with
    {
        Bits = 8, Sparsity = sparsity, Scope = scope, Pattern = pattern, ChannelsCompete = pattern == PrunePattern.Channels,
        Details = pattern == PrunePattern.NM ? new PruneDetails(2, 8, criterion) : new PruneDetails(0, 0, criterion),
    };

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    private static double Sparsity(Checkpoint checkpoint)
    {
        var masks = checkpoint.Tensors.Where(t => t.Name.EndsWith(".mask", StringComparison.Ordinal)).SelectMany(t => t.Bytes.ToArray()).ToArray();
        return masks.Count(m => m == 0) / (double)masks.Length;
    }

    private static float[] Noise(int count, ulong seed)
    {
        var random = new CounterRandom(seed, 9);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextFloat(-1, 1))];
    }

    /// <summary>Of the mean cross entropy of <c>second * first * x</c>.</summary>
    private static (double[] First, double[] Second) Gradients(float[] first, float[] second, float[] features, int[] labels)
    {
        var (g1, g2) = (new double[20], new double[12]);
        for (var row = 0; row < labels.Length; row++)
        {
            double[] x = [.. features.AsSpan(row * 5, 5).ToArray()];
            double[] hidden = [.. Enumerable.Range(0, 4).Select(h => Enumerable.Range(0, 5).Sum(c => first[(h * 5) + c] * x[c]))];
            double[] powers = [.. Enumerable.Range(0, 3).Select(o => Math.Exp(Enumerable.Range(0, 4).Sum(h => second[(o * 4) + h] * hidden[h])))];
            double[] d = [.. powers.Select((p, o) => ((p / powers.Sum()) - (labels[row] == o ? 1 : 0)) / labels.Length)];
            for (var i = 0; i < 12; i++) g2[i] += d[i / 4] * hidden[i % 4];
            for (var i = 0; i < 20; i++) g1[i] += Enumerable.Range(0, 3).Sum(o => d[o] * second[(o * 4) + (i / 5)]) * x[i % 5];
        }

        return (g1, g2);
    }
}
