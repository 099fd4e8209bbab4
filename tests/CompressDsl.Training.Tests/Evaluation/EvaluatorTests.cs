using CompressDsl.Core;

namespace CompressDsl.Training.Tests;

public sealed class EvaluatorTests
{
    private sealed class Echo(int length) : IModel
    {
        public ModelSignature Signature { get; } = new("Echo", new(new Port("x", new(length))), new(new Port("output", new(length))));

        public void Infer(ModelInput input, Span<float> output) => input.Floats.CopyTo(output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Accuracy_and_confusion_count_the_largest_output(int threads)
    {
        float[] features = new float[3 * 1000];
        var labels = new int[1000];
        for (var i = 0; i < 1000; i++)
        {
            labels[i] = i % 3;
            features[(3 * i) + (i % 10 == 0 ? 2 : i % 3)] = 5;
        }

        var data = InMemoryDataset.FromLabels(features, labels, 3);
        var result = Evaluator.Evaluate(new Echo(3), data, threads);
        var wrong = Enumerable.Range(0, 1000).Count(i => i % 10 == 0 && i % 3 != 2);
        Assert.Equal(1 - (wrong / 1000.0), result.Accuracy, 1e-12);
        Assert.Equal(Enumerable.Range(0, 1000).Count(i => i % 10 == 0 && i % 3 == 1), result.Confusion![1, 2]);
        Assert.Equal(1, result.Confusion.Recall(2));
        Assert.Equal(1, result.Confusion.Precision(0));
        var sum = Math.Log(Math.Exp(5) + 2);
        Assert.Equal((((1000 - wrong) * (sum - 5)) + (wrong * sum)) / 1000, result.Loss, 1e-5);
        Assert.Equal(Evaluator.Evaluate(new Echo(3), data).Loss, result.Loss);
    }

    [Fact]
    public void Mean_squared_error_is_over_all_elements()
    {
        var data = InMemoryDataset.FromTargets([1, 2, 3, 4], 2, [1, 4, 3, 1], 2);
        Assert.Equal((4 + 9) / 4.0, Evaluator.MeanSquaredError(new Echo(2), data), 1e-6);
        Assert.Throws<ArgumentException>(() => Evaluator.Accuracy(new Echo(2), data));
    }

    [Fact]
    public void A_model_of_other_sizes_is_refused_in_words()
    {
        var data = InMemoryDataset.FromLabels([1, 2, 3, 4], [0, 1], 2);
        var error = Assert.Throws<ArgumentException>(() => Evaluator.Accuracy(new Echo(3), data));
        Assert.Contains("Echo takes 3 floats, but a sample has 2 features", error.Message, StringComparison.Ordinal);
    }
}
