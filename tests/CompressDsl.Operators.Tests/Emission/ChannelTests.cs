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
    public static TheoryData<string> Networks => new("residual", "depthwise", "linear");

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_float_network_without_channels_answers_as_the_dense_one_with_zeros(string kind)
    {
        var random = new Random(Seeds.Next(log));
        var graph = Network(kind, Channels);
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
    public void A_quantised_network_without_channels_gives_the_bits_of_the_dense_one_with_zeros(string kind)
    {
        var random = new Random(Seeds.Next(log));
        var graph = Network(kind, Channels with { Bits = 8 });
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

    private static float[] Run(IModel model, NumericArray input, int length)
    {
        var output = new float[length];
        model.Infer((ReadOnlySpan<float>)input.Data.Select(v => (float)v).ToArray(), output);
        return output;
    }

    /// <summary>The checkpoint with zeros where the compressor removes channels.</summary>
    private static Checkpoint Zeroed(ModelGraph graph, Checkpoint checkpoint)
    {
        var recipe = Lowerer.Lower(Passes.Compress(graph), "M").Recipe;
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

    private static ModelGraph Network(string kind, Compression compression)
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
