using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Training.Tests.Generated;

namespace CompressDsl.Training.Tests.Analysis;

/// <summary>The numbers of an analysis against the slow way to them.</summary>
public sealed class ModelAnalysisTests(AnalyzedModel model) : IClassFixture<AnalyzedModel>
{
    private static readonly Compression Float = NetworkBuilder.Float;

    private ModelAnalysis Analysis => model.Analysis;

    [Fact]
    public void Noise_of_activations_is_the_sum_over_all_values()
    {
        Assert.Equal(["fc1.input", "fc2.input", "head.input"], Analysis.Activations.Select(a => a.Key));
        var (floats, deployed) = (Activations(onGrid: false), Activations(onGrid: true));
        for (var i = 0; i < floats.Length; i++)
        {
            var found = Analysis.Activations[i];
            var grid = GridOf(found.Key);
            Assert.Equal(10 * Math.Log10(Squares(floats[i]) / Squares(Differences(floats[i], [.. floats[i].Select(grid.FakeQuantize)]))), found.Sqnr, 2);
            Assert.Equal(10 * Math.Log10(Squares(floats[i]) / Squares(Differences(floats[i], [.. deployed[i].Select(grid.FakeQuantize)]))), found.NetworkSqnr, 2);
            Assert.Equal(floats[i].Length, found.Histogram.Counts.Sum() + (found.Histogram.Zeros * floats[i].Length), 3);
            Assert.Equal(floats[i].Count(v => v < found.Low - (found.Step / 2) || v > found.High + (found.Step / 2)) / (double)floats[i].Length, found.Clipped, 6);
        }

        Assert.True(Analysis.Activations[2].NetworkSqnr < Analysis.Activations[2].Sqnr);
    }

    [Fact]
    public void Noise_of_weights_is_that_of_the_deployed_ones()
    {
        foreach (var layer in Analysis.Layers)
        {
            var weights = model.Checkpoint[layer.Key].ToFloats();
            var grid = new WeightGrid(WeightKind.Matrix, model.Checkpoint[layer.Key].Shape[0], model.Checkpoint[layer.Key].Shape[1], 8);
            var onGrid = (float[])weights.Clone();
            grid.FakeQuantize(onGrid, grid.Scales(weights));
            Assert.Equal(10 * Math.Log10(Squares(weights) / Squares(Differences(weights, onGrid))), layer.WeightSqnr, 6);
            Assert.Equal(weights.Length, layer.Weights.Counts.Sum() + (layer.Weights.Zeros * weights.Length), 3);
            Assert.All(layer.Grid, g => Assert.Contains(g, onGrid));
        }
    }

    [Fact]
    public void Sensitivity_is_the_score_of_a_float_network_with_one_compressed_layer()
    {
        var layer = Analysis.Layers[1];
        Assert.Equal([2, 3, 4, 6, 8], layer.ByBits.Select(p => p.Setting));
        Assert.Equal([0.5, 0.8, 0.9, 0.95], layer.BySparsity.Select(p => p.Setting));
        var (weights, shape) = (model.Checkpoint[layer.Key].ToFloats(), model.Checkpoint[layer.Key].Shape);
        foreach (var point in layer.ByBits)
        {
            var grid = new WeightGrid(WeightKind.Matrix, shape[0], shape[1], (int)point.Setting);
            var changed = (float[])weights.Clone();
            grid.FakeQuantize(changed, grid.Scales(weights));
            Assert.Equal(FloatScore(layer.Key, changed), point.Score);
        }

        foreach (var point in layer.BySparsity)
        {
            var limit = weights.Select(Math.Abs).Order().ElementAt((int)Math.Round(point.Setting * weights.Length));
            Assert.Equal(FloatScore(layer.Key, [.. weights.Select(w => Math.Abs(w) < limit ? 0 : w)]), point.Score);
        }

        Assert.Equal(FloatScore(layer.Key, weights), Analysis.Float);
        Assert.True(Analysis.Float.Accuracy > 0.8, $"the network has learned: {Analysis.Float.Accuracy}");
        Assert.True(layer.ByBits[0].Score.Loss > layer.ByBits[4].Score.Loss);
    }

    [Fact]
    public void The_front_goes_down_in_bytes_and_holds_what_nothing_beats()
    {
        var front = Analysis.Front;
        Assert.Equal("float", front[0].Change);
        Assert.Equal(Analysis.Float, front[0].Score);
        Assert.Equal(Analysis.BytesBefore, front[0].Bytes);
        Assert.Equal(front.OrderByDescending(p => p.Bytes), front);
        foreach (var point in front)
            Assert.Equal(!front.Any(o => o.Bytes < point.Bytes && o.Score.Accuracy >= point.Score.Accuracy), point.IsOnFront);
        for (var i = 1; i < front.Count; i++)
            Assert.Equal(1, front[i].Settings.Zip(front[i - 1].Settings, (a, b) => a == b ? 0 : 1).Sum());
    }

    [Fact]
    public void The_rest_is_what_the_build_and_evaluation_say()
    {
        Assert.Equal(AnalyzedModel.Samples, Analysis.Samples);
        using var network = new TrainedNetwork(model.Model.Network, model.Checkpoint);
        Assert.Equal(AnalysisScore.Of(network.Evaluate(Read)), Analysis.Deployed);
        Assert.Equal(["fc1", "fc2", "head"], Analysis.Layers.Select(l => l.Name));
        Assert.Equal([48, 384, 32], Analysis.Layers.Select(l => l.Facts.Macs));
        Assert.InRange(Analysis.Layers.Sum(l => l.Facts.BytesAfter), 1, Analysis.BytesAfter);
        Assert.Equal(Enumerable.Range(0, model.Progress.All.Count), model.Progress.All.Select(p => p.Done));
        Assert.All(model.Progress.All, p => Assert.True(p.Done < p.Total));
        Assert.Contains("fc2 at 4 bits", model.Progress.All.Select(p => p.Stage));
    }

    [Fact]
    public void A_network_with_codebooks_is_tried_at_every_number_of_bits()
    {
        var shared = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Float with { Bits = 4, Grid = new() { HasCodebook = true } }));
        using var folder = new TemporaryFolder();
        var path = folder.File("model.safetensors");
        shared.Train(Problems.Spirals(100, 1), new TrainingOptions { Epochs = 4, BatchSize = 20, Threads = 1, Output = path });

        var analysis = shared.Analyze(path, model.Data, new AnalysisOptions { FrontSteps = 0, TimingTime = TimeSpan.Zero });

        Assert.Equal([2, 3, 4, 6, 8], analysis.Layers[0].ByBits.Select(p => p.Setting));
    }

    [Fact]
    public void A_pruned_network_is_measured_behind_its_mask()
    {
        var pruned = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], Float with { Bits = 8, Sparsity = 0.5 }));
        using var folder = new TemporaryFolder();
        var path = folder.File("model.safetensors");
        pruned.Train(Problems.Spirals(100, 1), new TrainingOptions { Epochs = 4, BatchSize = 20, Threads = 1, Output = path });

        var analysis = pruned.Analyze(path, model.Data, new AnalysisOptions { FrontSteps = 0, TimingTime = TimeSpan.Zero });

        Assert.Equal(0.5, analysis.Layers[0].Weights.Zeros, 6);
        Assert.Equal(analysis.Float, analysis.Layers[0].BySparsity[0].Score);
        Assert.Empty(analysis.Front);
        Assert.True(double.IsNaN(analysis.Microseconds));
    }

    [Fact]
    public void Samples_without_answers_or_none_at_all_are_refused()
    {
        var nothing = Assert.Throws<InvalidOperationException>(() => model.Model.Analyze(model.Path, new Subset(model.Data, [])));
        Assert.Contains("There are no samples to analyse Demo.Model with.", nothing.Message, StringComparison.Ordinal);
        var bits = Assert.Throws<InvalidOperationException>(() => model.Model.Analyze(model.Path, model.Data, new AnalysisOptions { Bits = new(9) }));
        Assert.Contains("Bits is 9; it must be in 2 to 8.", bits.Message, StringComparison.Ordinal);
    }

    private Subset Read => new(model.Data, [.. Enumerable.Range(0, AnalyzedModel.Samples).Select(i => i * model.Data.Count / AnalyzedModel.Samples)]);

    private AnalysisScore FloatScore(string key, float[] values)
    {
        var tensor = model.Checkpoint[key];
        using var network = new TrainedNetwork(
            TrainableModel.Of(NetworkBuilder.Mlp([2, 24, 16, 2], Float)).Network, model.Checkpoint.With([CheckpointTensor.Of(key, tensor.Shape, values)]));
        return AnalysisScore.Of(network.Evaluate(Read));
    }

    private ActivationGrid GridOf(string key)
    {
        var range = model.Checkpoint[key + ".range"].ToFloats();
        return ActivationGrid.FromRange(range[0], range[1]);
    }

    /// <summary>The inputs of the three layers for all samples, by the definition of the network.</summary>
    private float[][] Activations(bool onGrid)
    {
        var samples = Read;
        var batch = new Batch(samples.Shape, samples.Count);
        for (var i = 0; i < samples.Count; i++) samples.Append(i, batch);
        var inputs = new float[3][];
        inputs[0] = batch.Features.ToArray();
        foreach (var (layer, i) in new[] { "fc1", "fc2" }.Select((l, i) => (l, i))) inputs[i + 1] = Layer(layer, inputs[i], onGrid);
        return inputs;
    }

    private float[] Layer(string name, float[] values, bool onGrid)
    {
        var weight = model.Checkpoint[name + ".weight"];
        var (weights, bias, rows, columns) = (weight.ToFloats(), model.Checkpoint[name + ".bias"].ToFloats(), weight.Shape[0], weight.Shape[1]);
        if (onGrid)
        {
            var grid = new WeightGrid(WeightKind.Matrix, rows, columns, 8);
            grid.FakeQuantize(weights, grid.Scales(weights));
            values = [.. values.Select(GridOf(name + ".input").FakeQuantize)];
        }

        var result = new float[values.Length / columns * rows];
        for (var i = 0; i < result.Length; i++)
        {
            var sum = (double)bias[i % rows];
            for (var c = 0; c < columns; c++) sum += (double)weights[(i % rows * columns) + c] * values[(i / rows * columns) + c];
            result[i] = (float)Math.Max(0, sum);
        }

        return result;
    }

    private static double Squares(float[] values) => values.Sum(v => (double)v * v);

    private static float[] Differences(float[] left, float[] right) => [.. left.Zip(right, (a, b) => a - b)];
}
