using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Shares of N:M and of channels that differ by layer, from training to the compiled network.</summary>
public sealed class LayerDistributionTests(ITestOutputHelper output) : IDisposable
{
    private static readonly Compression Quantized = NetworkBuilder.Float with { Bits = 8 };

    private readonly string folder = Directory.CreateTempSubdirectory("distribution").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(PruneScope.ErdosRenyi)]
    [InlineData(PruneScope.Sensitivity)]
    public void Channels_by_layer_are_trained_and_deployed_as_they_were_trained(PruneScope scope)
    {
        var b = new NetworkBuilder();
        var channels = Quantized with { Sparsity = 0.5, Pattern = PrunePattern.Channels, ChannelsCompete = true, Scope = scope };
        var first = b.Add(new Relu(), "relu1", b.Linear("fc1", b.Input(2), 24, channels));
        var second = b.Add(new Relu(), "relu2", b.Linear("fc2", first, 60, channels));
        var sum = b.Add(new Relu(), "relu3", b.Add(new Add(), "sum", second, b.Linear("fc3", second, 60, channels)));
        var graph = b.Build(b.Linear("head", sum, 2, Quantized));
        var test = Problems.Spirals(400, 2);

        var trained = TrainableModel.Of(graph);
        var result = trained.Train(Problems.Spirals(800, 1), Options(60) with { Validation = test, Output = PathOf("m.safetensors") });
        var checkpoint = Checkpoint.Load(PathOf("m.safetensors"));
        // By shape the first build has the widths already.
        var built = scope == PruneScope.ErdosRenyi ? trained : TrainableModel.Of(graph, checkpoint);
        var self = built.SelfTest(PathOf("m.safetensors"), test);

        var kept = new[] { "fc1.weight", "fc2.weight" }.Select(key => Rows(checkpoint, key).Count(k => k)).ToArray();
        output.WriteLine($"{scope}: accuracy {result.Validation!.Accuracy}, {kept[0]} of 24 and {kept[1]} of 60 channels, self-test {self}");
        Assert.Equal(42, kept.Sum());
        Assert.Equal(Rows(checkpoint, "fc2.weight"), Rows(checkpoint, "fc3.weight"));
        if (scope == PruneScope.ErdosRenyi) Assert.Equal(24, kept[0]);
        Assert.True(result.Validation.Accuracy >= 0.9, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Validation.Accuracy, Evaluator.Accuracy(built.Load(checkpoint), test));
    }

    [Theory]
    [InlineData(PruneScope.ErdosRenyi)]
    [InlineData(PruneScope.Sensitivity)]
    public void Every_layer_is_trained_and_deployed_with_an_n_of_its_own(PruneScope scope)
    {
        var compression = Quantized with { Sparsity = 0.5, Pattern = PrunePattern.NM, Scope = scope, Details = new PruneDetails(4, 8) };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 32, 96, 64, 2], compression));
        var test = Problems.Spirals(200, 2);

        var result = model.Train(Problems.Spirals(400, 1), Options(20) with { Validation = test, Output = PathOf("m.safetensors") });
        var checkpoint = Checkpoint.Load(PathOf("m.safetensors"));

        string[] keys = ["fc2.weight", "fc3.weight"];
        var kept = keys.Select(key => checkpoint[key + ".mask"].Bytes.ToArray().Chunk(8).Select(g => g.Count(m => m == 1)).Distinct().Single()).ToArray();
        output.WriteLine($"{scope}: {string.Join(" ", kept.Select(k => $"{k}:8"))}, accuracy {result.Validation!.Accuracy}");
        Assert.All(kept, k => Assert.InRange(k, 1, 8));
        if (scope == PruneScope.ErdosRenyi) Assert.True(kept[0] > kept[1]);
        Assert.True(model.SelfTest(PathOf("m.safetensors"), test).Passed);
        Assert.Equal(result.Validation.Accuracy, Evaluator.Accuracy(model.Load(checkpoint), test));
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(1e-2), Threads = 1,
    };

    private static bool[] Rows(Checkpoint checkpoint, string key)
    {
        var mask = checkpoint[key + ".mask"];
        return [.. mask.Bytes.ToArray().Chunk(mask.Count / mask.Shape[0]).Select(row => row.All(m => m == row[0]) ? row[0] == 1 : throw new InvalidOperationException("a row is pruned in part"))];
    }
}
