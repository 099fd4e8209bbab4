using CompressDsl.Core;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.PostTraining;

/// <summary>Weights rounded with the error fed back, and biases that take in what is left.</summary>
public sealed class RoundingTests(ITestOutputHelper output)
{
    private const int Width = 40;

    private readonly ulong seed = (ulong)Seeds.Next(output);

    public static TheoryData<int, int, double> Grids => new()
    {
        { 2, 0, 0 }, { 4, 0, 0 }, { 5, 0, 0.9 }, { 8, 0, 0 }, { 3, 16, 0.5 }, { 8, 32, 0 },
    };

    [Theory]
    [MemberData(nameof(Grids))]
    public void What_is_written_is_what_the_build_deploys(int bits, int groupSize, double sparsity)
    {
        var compression = NetworkBuilder.Float with { Bits = bits, Grid = new() { GroupSize = groupSize }, Sparsity = sparsity };
        var model = TrainableModel.Of(NetworkBuilder.Mlp([Width, 48, 2], compression));
        var data = PostTrainingModels.Correlated(300, Width, seed);
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.File("float.safetensors"), folder.File("model.safetensors"));
        PostTrainingModels.Start(model, seed).Save(from);
        var before = File.ReadAllBytes(from);

        var result = model.QuantizeAfterTraining(from, to, data);

        output.WriteLine($"{result}");
        Assert.Equal(before, File.ReadAllBytes(from));
        var written = Checkpoint.Load(to);
        foreach (var weight in model.Network.Plan.Recipe.Weights.Where(w => w.IsQuantized))
        {
            // The build's own compressor: scales from the tensor, integers, and back.
            var (grid, values) = (WeightGrid.Of(weight), written[weight.Key].ToFloats());
            var scales = grid.Scales(values);
            Assert.Equal(scales, written[weight.Key + ".scale"].ToFloats());
            var deployed = (float[])values.Clone();
            grid.FakeQuantize(deployed, scales);
            Assert.Equal(values, deployed);
            if (weight.Sparsity == 0) continue;
            var mask = written[weight.Key + ".mask"].Bytes;
            Assert.Equal((int)Math.Round(weight.Sparsity * values.Length), mask.Count(m => m == 0));
            Assert.All(values.Zip(mask), p => Assert.True(p.Second != 0 || p.First == 0));
        }

        Assert.True(model.SelfTest(to, data).Passed, $"{model.SelfTest(to, data)}");
        Assert.All(result.Layers, l => Assert.True(l.Decibels >= l.NearestDecibels, $"{l}"));
        if (bits <= 4) Assert.True(result.Layers[0].Decibels > result.Layers[0].NearestDecibels + 3, $"{result.Layers[0]}");
    }

    [Fact]
    public void Feedback_beats_the_best_scale_on_inputs_that_go_together()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([Width, 64, 2], NetworkBuilder.Float with { Bits = 4 }));
        var data = PostTrainingModels.Correlated(400, Width, seed);
        double Noise(RoundingMethod rounding)
        {
            using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 1);
            var result = network.QuantizeAfterTraining(data, new PostTrainingOptions { Rounding = rounding });
            return result.Layers[0].Decibels;
        }

        var (nearest, feedback) = (Noise(RoundingMethod.Nearest), Noise(RoundingMethod.ErrorFeedback));
        output.WriteLine($"seed {seed}: {nearest:F1} dB, with feedback {feedback:F1} dB");
        Assert.True(feedback > nearest + 3);
    }

    [Fact]
    public void The_factor_is_that_of_the_inverse()
    {
        const int n = 13;
        var random = new CounterRandom(seed, 9);
        var matrix = new double[n * n];
        for (var s = 0; s < 40; s++)
        {
            var x = Enumerable.Range(0, n).Select(_ => (double)random.NextFloat(-1, 1)).ToArray();
            for (var i = 0; i < n * n; i++) matrix[i] += x[i / n] * x[i % n];
        }

        var m = InverseFactor.Of((double[])matrix.Clone(), n)!;

        // M^T M A = 1.
        double Inverse(int i, int j) => Enumerable.Range(0, n).Sum(k => m[(k * n) + i] * m[(k * n) + j]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) Assert.Equal(i == j ? 1 : 0, Enumerable.Range(0, n).Sum(k => Inverse(i, k) * matrix[(k * n) + j]), 9);
        }

        Assert.Null(InverseFactor.Of(new double[4], 2));
    }

    [Fact]
    public void Corrected_biases_bring_the_mean_error_down()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([Width, 48, 32, 2], NetworkBuilder.Float with { Bits = 3 }));
        var data = PostTrainingModels.Correlated(512, Width, seed);
        double[] Means(Action<TrainedNetwork> prepare)
        {
            using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 2);
            prepare(network);
            var outputs = PostTrainingModels.Outputs(network, model.Network, data);
            return [.. Enumerable.Range(0, 2).Select(o => Enumerable.Range(0, data.Count).Average(i => (double)outputs[(i * 2) + o]))];
        }

        double Error(bool corrects) => Means(n => n.QuantizeAfterTraining(data, new PostTrainingOptions { Rounding = RoundingMethod.Nearest, SearchScales = false, CorrectBiases = corrects }))
            .Zip(Means(_ => { }), (a, b) => Math.Abs(a - b)).Max();

        var (plain, corrected) = (Error(corrects: false), Error(corrects: true));
        output.WriteLine($"seed {seed}: mean error {plain}, corrected {corrected}");
        Assert.True(corrected < plain / 4, $"{corrected} against {plain}");
    }
}
