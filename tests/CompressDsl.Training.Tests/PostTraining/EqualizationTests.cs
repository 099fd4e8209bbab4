using CompressDsl.Generator.Operators;
using CompressDsl.Training.Tests.Generated;
using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.PostTraining;

/// <summary>Channels that are rescaled between layers: the float network stays what it was.</summary>
public sealed class EqualizationTests(ITestOutputHelper output)
{
    private readonly ulong seed = (ulong)Seeds.Next(output);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_float_network_computes_the_same(bool norms)
    {
        var model = TrainableModel.Of(PostTrainingModels.Images(norms, new Relu()));
        var data = Problems.Lines(100, seed);
        foreach (var method in new[] { EqualizationMethod.CrossLayer, EqualizationMethod.Smooth })
        {
            using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 2);
            var before = PostTrainingModels.Outputs(network, model.Network, data);
            var equalizer = Equalize(network, model.Network, data, method);
            var after = PostTrainingModels.Outputs(network, model.Network, data);

            var groups = equalizer.Results.ToArray();
            foreach (var group in groups) output.WriteLine($"{group}");
            Assert.Equal(["deep.weight", "first.weight", "head.weight", "second.weight", "wide.weight"], groups.SelectMany(g => g.Consumers).Order(StringComparer.Ordinal));
            Assert.All(groups, g => Assert.Null(g.Refused));

            // Channels that no sample reaches (a Relu after an unlucky bias) have no activations to move.
            if (method == EqualizationMethod.CrossLayer) Assert.All(groups, g => Assert.True(Changed(g), $"{g} changed nothing"));
            else Assert.Contains(groups, Changed);
            var largest = before.Max(Math.Abs);
            Assert.All(before.Zip(after), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5 * largest, $"{pair.First} became {pair.Second}"));
        }
    }

    [Fact]
    public void Largest_weights_are_equal_where_a_channel_is_made_and_read()
    {
        var model = TrainableModel.Of(NetworkBuilder.Mlp([6, 16, 12, 2], NetworkBuilder.Float with { Bits = 8 }));
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 1);
        Equalize(network, model.Network, PostTrainingModels.Correlated(8, 6, seed), EqualizationMethod.CrossLayer);

        var plan = model.Network.Plan;
        float[] Of(string key) => network.Parameters.SpanOf(plan.IndexOf(key)).ToArray();
        var (made, read) = (Of("fc1.weight"), Of("fc2.weight"));
        for (var c = 0; c < 16; c++)
        {
            var (row, column) = (made.Skip(c * 6).Take(6).Max(Math.Abs), Enumerable.Range(0, 12).Max(r => Math.Abs(read[(r * 16) + c])));
            Assert.InRange(row / column, 0.95, 1.05);
        }
    }

    [Theory]
    [InlineData(typeof(Sigmoid), "is not the same function at another scale")]
    [InlineData(typeof(Relu6), "is not the same function at another scale")]
    public void Channels_stay_behind_a_function_that_is_not_homogeneous(Type function, string why)
    {
        var model = TrainableModel.Of(PostTrainingModels.Images(false, (Generator.Graph.Operator)Activator.CreateInstance(function)!));
        var groups = model.Network.Plan.Scalings;

        var refused = Assert.Single(groups, g => g.Refused is not null);
        Assert.Contains("deep.weight", refused.Producers);
        Assert.Contains("'deep.function' " + why, refused.Refused!, StringComparison.Ordinal);
        using var network = new TrainedNetwork(model.Network, PostTrainingModels.Start(model, seed), 1);
        var data = Problems.Lines(50, seed);
        var before = PostTrainingModels.Outputs(network, model.Network, data);
        Equalize(network, model.Network, data, EqualizationMethod.CrossLayer);
        var largest = before.Max(Math.Abs);
        Assert.All(before.Zip(PostTrainingModels.Outputs(network, model.Network, data)), p => Assert.True(Math.Abs(p.First - p.Second) <= 1e-5 * largest));
    }

    // Random weights may need the same factor in all channels: that too changes them.
    private static bool Changed(ChannelRescaling group) => group.Largest > 1.02 || group.Smallest < 0.98;

    private static ChannelEqualizer Equalize(TrainedNetwork network, TrainingNetwork generated, IDataset data, EqualizationMethod method)
    {
        var equalizer = new ChannelEqualizer(generated.Plan, network.Parameters);
        var pass = new ObservedPass(generated, network.Parameters, data, network.Runner);
        var peaks = new ChannelPeaks(generated.Plan.Layers.Count);
        pass.Run(pass.PerThread(() => new ChannelPeaks(generated.Plan.Layers.Count)), peaks.Take);
        if (method == EqualizationMethod.CrossLayer) equalizer.CrossLayer();
        else equalizer.Smooth(0.5, peaks);
        return equalizer;
    }
}
