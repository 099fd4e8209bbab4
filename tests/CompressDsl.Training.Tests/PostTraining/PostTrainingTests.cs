using CompressDsl.Core;
using CompressDsl.Generator.Operators;
using CompressDsl.Training.Tests.Calibration;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.PostTraining;

/// <summary>A float network that is put on its grids without training.</summary>
public sealed class PostTrainingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(EqualizationMethod.None, false)]
    [InlineData(EqualizationMethod.CrossLayer, true)]
    [InlineData(EqualizationMethod.Smooth, true)]
    public void A_network_of_images_is_deployed_as_it_was_measured(EqualizationMethod method, bool norms)
    {
        var model = TrainableModel.Of(PostTrainingModels.Images(norms, new Relu()));
        var data = Problems.Lines(200, 3);
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.File("float.safetensors"), folder.File("model.safetensors"));
        PostTrainingModels.Start(model, 5).Save(from);
        var told = new List<PostTrainingProgress>();

        var result = model.QuantizeAfterTraining(from, to, data, new PostTrainingOptions { Equalization = method }, new Told(told.Add));

        output.WriteLine($"{result}");
        Assert.Equal(["stem.weight", "first.weight", "second.weight", "deep.weight", "wide.weight", "head.weight"], result.Layers.Select(l => l.Key));
        Assert.All(result.Layers, l => Assert.Null(l.Remark));
        Assert.Equal(method == EqualizationMethod.None ? 0 : model.Network.Plan.Scalings.Count, result.Rescalings.Count);
        Assert.Equal(Enumerable.Range(0, told[0].Total), told.Select(t => t.Done));
        var self = model.SelfTest(to, data);
        Assert.True(self.Passed, self.ToString());
        // Another thread count: the same bytes.
        foreach (var threads in new[] { 1, 3 })
        {
            var again = folder.File("again.safetensors");
            model.QuantizeAfterTraining(from, again, data, new PostTrainingOptions { Equalization = method, Threads = threads });
            Assert.Equal(File.ReadAllBytes(to), File.ReadAllBytes(again));
        }
    }

    [Fact]
    public void A_stream_without_an_end_is_read_up_to_a_number_of_samples()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], NetworkBuilder.Float with { Bits = 4 }));
        var source = new EndlessSource();
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, 3), 2);

        var result = network.QuantizeAfterTraining(source, new PostTrainingOptions { MaxSamples = 100 });

        Assert.Equal(100, result.Samples);
        var batch = new Batch(source.Shape, 1);
        source.MoveNext(batch);
        Assert.True(batch.Indices[0] < 200, $"{batch.Indices[0]} samples were read");
        Assert.True(network.Evaluate(Problems.Spirals(10, 1)).Accuracy >= 0);
        Assert.Contains("on its grids already", Assert.Throws<InvalidOperationException>(() => network.QuantizeAfterTraining(source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_said()
    {
        var data = PostTrainingModels.Correlated(64, 40, 1);
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.File("float.safetensors"), folder.File("model.safetensors"));
        foreach (var (bits, grid, why) in new (int, GridDetails, string)[]
        {
            (4, new() { HasCodebook = true }, "its levels are a codebook's"),
            (1, new(), "1 bit has no weights to move"),
            (4, new() { IsAsymmetric = true }, "its grid is asymmetric"),
            (5, new() { HasPowerOfTwoScales = true }, "its scales are powers of two"),
            (8, new() { Granularity = Granularity.PerTensor }, "its tensor has one scale"),
        })
        {
            var model = TrainableModel.Of(NetworkBuilder.Mlp([40, 48, 2], NetworkBuilder.Float with { Bits = bits, Grid = grid }));
            PostTrainingModels.Start(model, 3).Save(from);
            var result = model.QuantizeAfterTraining(from, to, data, new PostTrainingOptions { Equalization = EqualizationMethod.CrossLayer });
            Assert.All(result.Layers, l => Assert.Equal("rounded to nearest: " + why, l.Remark));
            Assert.All(result.Layers, l => Assert.True(l.BiasChange > 0));
            Assert.True(model.SelfTest(to, data).Passed, $"{why}: {model.SelfTest(to, data)}");
        }

        var wide = TrainableModel.Of(NetworkBuilder.Mlp([40, 48, 2], NetworkBuilder.Float with { Bits = 4 }));
        using var limited = new TrainedNetwork(wide.Network, PostTrainingModels.Start(wide, 3), 1);
        var layers = limited.QuantizeAfterTraining(data, new PostTrainingOptions { MaxInputs = 45 }).Layers;
        Assert.Equal([null, "rounded to nearest: it has 48 inputs, more than MaxInputs = 45"], layers.Select(l => l.Remark));
    }

    [Fact]
    public void Scales_that_training_learned_give_way_to_those_of_the_rounded_weights()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([40, 48, 2], NetworkBuilder.Float with { Bits = 4 }));
        var data = PostTrainingModels.Correlated(64, 40, 1);
        using var folder = new TemporaryFolder();
        var (from, to) = (folder.File("learned.safetensors"), folder.File("model.safetensors"));
        PostTrainingModels.Start(model, 3).Save(to);
        var plain = model.QuantizeAfterTraining(to, from, data).Checkpoint;
        var scale = plain["fc1.weight.scale"];
        plain.With(CheckpointTensor.Of(scale.Name, scale.Shape, [.. scale.ToFloats().Select(s => 1.5f * s)])).Save(from);

        var result = model.QuantizeAfterTraining(from, to, data, new PostTrainingOptions { Equalization = EqualizationMethod.CrossLayer });

        var weight = model.Network.Plan.Recipe.Weights.First(w => w.Key == "fc1.weight");
        Assert.Equal(WeightGrid.Of(weight).Scales(Checkpoint.Load(to)["fc1.weight"].ToFloats()), result.Checkpoint[scale.Name].ToFloats());
        Assert.True(model.SelfTest(to, data).Passed);
    }

    [Fact]
    public void Inputs_that_are_always_zero_leave_a_layer_to_nearest()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([8, 16, 2], NetworkBuilder.Float with { Bits = 4 }));
        var zeros = InMemoryDataset.FromLabels(new float[64 * 8], new int[64], classes: 2);
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, 3), 1);

        var result = network.QuantizeAfterTraining(zeros);

        Assert.All(result.Checkpoint["fc1.weight"].ToFloats(), v => Assert.True(float.IsFinite(v)));
        Assert.True(double.IsNaN(result.Layers[0].Decibels));
    }

    [Fact]
    public void Values_that_are_no_numbers_and_options_out_of_range_are_refused()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([2, 16, 2], NetworkBuilder.Float with { Bits = 8, Mode = QuantizationMode.WeightOnly }));
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, 3), 1);
        var infinite = InMemoryDataset.FromLabels([1, 2, float.PositiveInfinity, 3], [0, 1], classes: 2);
        var data = Problems.Spirals(10, 1);

        Assert.StartsWith("What layer 'fc1' of Demo.Model multiplies is infinite or not a number", Assert.Throws<ArgumentException>(() => network.QuantizeAfterTraining(infinite)).Message, StringComparison.Ordinal);
        using var other = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, 3), 1);
        Assert.Contains("no samples", Assert.Throws<ArgumentException>(() => other.QuantizeAfterTraining(new Subset(data, []))).Message, StringComparison.Ordinal);
        foreach (var (options, name) in new (PostTrainingOptions, string)[]
        {
            (new() { SmoothingStrength = 1.5 }, "SmoothingStrength is 1.5"),
            (new() { Damping = 0 }, "Damping is 0"),
            (new() { MaxSamples = 0 }, "MaxSamples is 0"),
            (new() { MaxInputs = 40000 }, "MaxInputs is 40000"),
            (new() { Threads = -1 }, "Threads is -1"),
            (new() { Rounding = (RoundingMethod)7 }, "Rounding is 7"),
            (new() { Equalization = (EqualizationMethod)7 }, "Equalization is 7"),
            (new() { Calibration = new() { Bins = 3 } }, "Bins is 3"),
        })
        {
            Assert.StartsWith(name, Assert.Throws<ArgumentException>(() => other.QuantizeAfterTraining(data, options)).Message, StringComparison.Ordinal);
        }
    }

    private sealed class Told(Action<PostTrainingProgress> tell) : IProgress<PostTrainingProgress>
    {
        public void Report(PostTrainingProgress value) => tell(value);
    }
}
