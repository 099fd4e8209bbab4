using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Removed channels: the compiled network is a smaller one that answers as the dense one with zeros in their place.</summary>
public sealed class ChannelTests(ITestOutputHelper log)
{
    private const double Share = 0.4;
    private const int Samples = 4;

    private static readonly Compression Channels = new(Sparsity: Share, Pattern: PrunePattern.Channels);

    /// <summary>The networks, by what is in them.</summary>
    public static TheoryData<string, bool> Networks => new()
    {
        { "residual", false }, { "depthwise", false }, { "linear", false }, { "residual", true }, { "depthwise", true },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_float_network_without_channels_answers_as_the_dense_one_with_zeros(string kind, bool competes)
    {
        var random = new Random(Seeds.Next(log));
        var graph = Network(kind, Channels with { ChannelsCompete = competes });
        var checkpoint = RandomWeights.For(graph, random);
        var dense = Zeroed(graph, checkpoint);
        var compiled = CompiledNetwork.Of(graph, checkpoint);
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = RandomInputs.Of(graph[graph.Inputs[0]].Type, random, 1);
            var expected = RandomWeights.Evaluator(graph, dense).Run(input)[0].Data;
            foreach (var tier in LaneTiers.Supported)
            {
                var output = Run(CompiledNetwork.ForTier(compiled.Default, tier), input, expected.Length);
                for (var n = 0; n < expected.Length; n++) Assert.Equal(expected[n], output[n], 1e-4 * (1 + Math.Abs(expected[n])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_quantised_network_without_channels_gives_the_bits_of_the_dense_one_with_zeros(string kind, bool competes)
    {
        var random = new Random(Seeds.Next(log));
        var graph = Network(kind, Channels with { Bits = 8, ChannelsCompete = competes });
        var same = Network(kind, new Compression(8));
        var checkpoint = RandomWeights.For(graph, random);
        var dense = RandomWeights.Calibrated(same, Zeroed(graph, checkpoint), random);
        var ranges = dense.Tensors.Where(t => t.Name.EndsWith(".range", StringComparison.Ordinal)).ToArray();
        var networks = CompiledNetwork.Many([(graph, checkpoint.With(ranges)), (same, dense)]);
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = RandomInputs.Of(graph[graph.Inputs[0]].Type, random, 1);
            Assert.All(LaneTiers.Supported, tier => Assert.Equal(
                Run(CompiledNetwork.ForTier(networks[1].Default, tier), input, 5), Run(CompiledNetwork.ForTier(networks[0].Default, tier), input, 5)));
        }
    }

    [Fact]
    public void Every_layer_is_as_small_as_asked()
    {
        var shapes = Passes.Compress(Network("residual", Channels)).Parameters.Select(p => (Parameter)p.Operator).ToDictionary(p => p.Key, p => p.Type.Shape.ToString());
        var kept = ChannelPruning.Kept(18, Share);
        Assert.Equal($"[{kept}, 27]", shapes["first.weight"]);
        Assert.Equal($"[{ChannelPruning.Kept(20, Share)}, {9 * kept}]", shapes["second.weight"]);
        Assert.Equal($"[{kept}, {9 * ChannelPruning.Kept(20, Share)}]", shapes["third.weight"]);
        Assert.Equal($"[5, {6 * kept}]", shapes["head.weight"]);
        Assert.Equal(["head.weight"], ChannelRemoval.Refused(Network("residual", Channels)).Select(r => r.Weight));
    }

    [Fact]
    public void Channels_that_compete_go_where_they_are_weakest_and_bytes_and_macs_follow()
    {
        var random = new Random(Seeds.Next(log));
        Compression[] scopes = [Channels, Channels with { ChannelsCompete = true }];
        var graphs = scopes.Select(s => Network("residual", s)).ToArray();
        // Most of what the second layer writes is next to nothing; what the first and the third add up is even.
        var checkpoint = Uneven(RandomWeights.For(graphs[0], random), "second.weight", strong: 3);
        var reports = CompiledNetwork.Many([.. graphs.Select(g => (g, (Checkpoint?)checkpoint))]).Select(n => (ModelReport)n.Type.GetProperty("Report")!.GetValue(null)!).ToArray();

        var recipe = RecipeOf(graphs[1]);
        var counts = ChannelCounts.Of(recipe, checkpoint);
        log.WriteLine($"channels of 18 and 20: {counts["first.weight"]} and {counts["second.weight"]}, per layer {ChannelPruning.Kept(18, Share)} and {ChannelPruning.Kept(20, Share)}");
        foreach (var (scope, report) in new[] { "per layer", "global" }.Zip(reports))
            log.WriteLine($"{scope}: {report.BytesAfter} bytes, {report.Macs} multiply-adds");
        Assert.Equal(18 + 20 - (int)Math.Round(Share * (18 + 20)), counts.Values.Sum());
        Assert.Equal(ChannelPruning.Kept(18, Share) + ChannelPruning.Kept(20, Share), counts.Values.Sum());
        Assert.True(counts["second.weight"] < 8 && counts["first.weight"] > 11);
        Assert.NotEqual(reports[0].BytesAfter, reports[1].BytesAfter);
        Assert.NotEqual(reports[0].Macs, reports[1].Macs);
    }

    [Fact]
    public void Weights_that_leave_other_channels_than_the_network_was_built_with_are_refused()
    {
        var random = new Random(Seeds.Next(log));
        var graph = Network("residual", Channels with { ChannelsCompete = true });
        var checkpoint = RandomWeights.For(graph, random);
        var network = CompiledNetwork.Of(graph, Uneven(checkpoint, "second.weight", strong: 3));
        var error = Assert.ThrowsAny<Exception>(() => network.Load(Uneven(checkpoint, "second.weight", strong: 20)));
        Assert.EndsWith("With Scope = PruneScope.Global the weights say how many stay: build again with this checkpoint.", (error.InnerException ?? error).Message, StringComparison.Ordinal);
    }

    /// <summary>The first rows of a weight are large, the others small; every row has weights of one magnitude.</summary>
    private static Checkpoint Uneven(Checkpoint checkpoint, string key, int strong)
    {
        Checkpoint Set(Checkpoint c, string name, Func<int, float> size)
        {
            var (shape, values) = (c[name].Shape, c[name].ToFloats());
            return c.With(CheckpointTensor.Of(name, shape, [.. values.Select((v, i) => (v < 0 ? -1 : 1) * size(i / (values.Length / shape[0])))]));
        }

        foreach (var other in new[] { "first.weight", "third.weight" }) checkpoint = Set(checkpoint, other, row => 1 + (0.01f * row));
        return Set(checkpoint, key, row => row < strong ? 1 : 0.01f);
    }

    private static Recipe RecipeOf(ModelGraph graph) => Lowerer.Lower(Passes.Compress(graph), "M").Recipe;

    private static float[] Run(IModel model, NumericArray input, int length)
    {
        var output = new float[length];
        model.Infer((ReadOnlySpan<float>)input.Data.Select(v => (float)v).ToArray(), output);
        return output;
    }

    /// <summary>The checkpoint with zeros where the compressor removes channels.</summary>
    private static Checkpoint Zeroed(ModelGraph graph, Checkpoint checkpoint)
    {
        var recipe = RecipeOf(graph);
        var targets = recipe.Weights.Select(w => new PruneTarget(w, w.Order?.Arrange(checkpoint[w.Key].ToFloats()) ?? checkpoint[w.Key].ToFloats())).ToDictionary(t => t.Weight.Key);
        var masks = ChannelPruning.Masks(targets.Values);
        Assert.NotEmpty(masks);
        return checkpoint.With([.. masks.Select(mask =>
        {
            var (weight, values) = (targets[mask.Key].Weight, (float[])targets[mask.Key].Values.Clone());
            WeightPruning.Apply(values, mask.Value);
            return CheckpointTensor.Of(weight.Key, weight.Shape, weight.Order?.Restore(values) ?? values);
        })]);
    }

    internal static ModelGraph Network(string kind, Compression compression)
    {
        var graph = new GraphBuilder("Smaller");
        int Layer(string operation, string name, int x, params (string, object)[] settings) => ConvolutionTests.Layer(graph, operation, name, x, compression, settings);
        int Conv(int x, string name, int outputs, params (string, object)[] settings) =>
            Layer("Conv2d", name, x, [("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), ("kernelSize", 3), ("padding", 1), .. settings]);
        int Norm(int x, string name) => Layer("BatchNorm2d", name, x, ("numFeatures", graph.ShapeOf(x).Dimensions[0].Size));
        int Relu(int x, string name) => graph.Add(new Relu(), name, x);
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 4, 6))), "image");
        var value = kind switch
        {
            "residual" => Residual(),
            "depthwise" => Depthwise(),
            _ => Relu(Layer("Linear", "hidden", Layer("Flatten", "all", image), ("outFeatures", 23)), "hidden.relu"),
        };
        return graph.Build(Layer("Linear", "head", kind == "linear" ? value : Layer("Flatten", "flat", value), ("outFeatures", 5)));

        int Residual()
        {
            var first = Relu(Norm(Conv(image, "first", 18, ("bias", false)), "norm1"), "relu1");
            var second = Relu(Conv(first, "second", 20), "relu2");
            var sum = Relu(graph.Add(new Add(), "sum", first, Norm(Conv(second, "third", 18), "norm3")), "relu3");
            return Layer("MaxPool2d", "pool", sum, ("kernelSize", 2));
        }

        int Depthwise()
        {
            var wide = Relu(Norm(Conv(image, "wide", 19, ("bias", false)), "norm1"), "relu1");
            var each = Layer("PRelu", "slopes", Norm(Conv(wide, "each", 19, ("groups", 19), ("stride", 2)), "norm2"), ("numParameters", 19));
            var narrow = Norm(Relu(Conv(each, "narrow", 10, ("kernelSize", 1), ("padding", 0)), "relu3"), "norm3");
            return graph.Add(new ReduceMean(2, false), "mean", narrow);
        }
    }
}
