using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Operators;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Generated;

/// <summary>Token models whose rows are not pooled by the lookup.</summary>
public sealed class TokenModelTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 6;
    private static readonly Generator.Graph.Compression Quantized = NetworkBuilder.Float with { Bits = 8 };

    private readonly string folder = Directory.CreateTempSubdirectory("tokens").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static TrainingOptions Options(int epochs) => new()
    {
        Epochs = epochs, BatchSize = 32, ShardRows = 8, Schedule = LearningRateSchedule.Cosine(2e-2), Threads = 1,
    };

    [Fact]
    public void The_place_of_a_token_is_learned_through_flatten()
    {
        var test = Places(300, 2);
        Learns(Flat(), Places(1500, 1), test, 12);
    }

    [Fact]
    public void Texts_of_varying_length_are_learned_through_a_mean()
    {
        var b = new NetworkBuilder();
        var rows = b.Embedding("words", b.Tokens(16), (64, 16), Quantized);
        var mean = b.Add(new ReduceMean(0, false), "mean", rows);
        var model = TrainableModel.Of(b.Build(b.Linear("head", mean, 4, Quantized)));

        Learns(model, Problems.Bags(1500, 64, 1), Problems.Bags(400, 64, 2), 10);
    }

    [Fact]
    public void A_sample_with_too_few_tokens_for_a_fixed_number_is_refused()
    {
        var data = InMemoryDataset.FromTokens([[1, 2, 3]], [0], classes: 2, maxTokens: Count);

        var error = Assert.ThrowsAny<Exception>(() => Flat().Train(data, Options(1)));

        Assert.Contains("Demo.Model takes 6 token ids, but a sample has 3", error.Message, StringComparison.Ordinal);
    }

    private void Learns(TrainableModel model, InMemoryDataset data, InMemoryDataset test, int epochs)
    {
        var path = Path.Combine(folder, "m.safetensors");
        var result = model.Train(data, Options(epochs) with { Validation = test, Output = path });
        var two = model.Train(data, Options(epochs) with { Validation = test, Threads = 2 });
        var self = model.SelfTest(path, test);

        output.WriteLine($"accuracy {result.Validation!.Accuracy}, self-test {self}");
        Assert.True(result.Validation.Accuracy >= 0.85, $"accuracy {result.Validation.Accuracy}");
        Assert.True(self.Passed, self.ToString());
        Assert.Equal(result.Checkpoint.ToBytes(), two.Checkpoint.ToBytes());
        Assert.Equal(result.Validation.Accuracy, Evaluator.Accuracy(model.Load(Checkpoint.Load(path)), test));
    }

    private static TrainableModel Flat()
    {
        var b = new NetworkBuilder();
        var rows = b.Embedding("words", b.FixedTokens(Count), (32, 8), Quantized);
        return TrainableModel.Of(b.Build(b.Linear("head", b.Add(new Reshape(Shape.Of(Count * 8)), "flat", rows), 2, Quantized)));
    }

    /// <summary>The class is whether the first token is below half of the vocabulary; the others are noise, so their places matter.</summary>
    private static InMemoryDataset Places(int count, ulong seed)
    {
        var random = new CounterRandom(seed, 3);
        var texts = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Count).Select(_ => random.Next(32)).ToArray()).ToArray();
        return InMemoryDataset.FromTokens(texts, [.. texts.Select(t => t[0] < 16 ? 0 : 1)], classes: 2, maxTokens: Count);
    }
}
