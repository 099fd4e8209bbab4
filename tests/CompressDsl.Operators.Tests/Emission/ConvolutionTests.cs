using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Networks of convolutions: compressed as asked, the same bits on every instruction set, near the meaning.</summary>
public sealed class ConvolutionTests(ITestOutputHelper log)
{
    private const int Samples = 4;

    public static TheoryData<QuantizationMode, int> Recipes => new()
    {
        { QuantizationMode.Static, 8 },
        { QuantizationMode.Static, 7 },
        { QuantizationMode.Static, 4 },
        { QuantizationMode.Dynamic, 8 },
        { QuantizationMode.Dynamic, 6 },
        { QuantizationMode.WeightOnly, 8 },
    };

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_compressed_network_is_its_meaning_on_every_tier(QuantizationMode mode, int bits) =>
        Check(Network(new Compression(bits, Mode: mode)), mode);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Compressed_transposed_convolutions_are_their_meaning_on_every_tier(QuantizationMode mode, int bits) =>
        Check(Transposed(new Compression(bits, Mode: mode, Sparsity: 0.5)), mode);

    [Theory]
    [InlineData(QuantizationMode.Static, 8)]
    [InlineData(QuantizationMode.Static, 6)]
    [InlineData(QuantizationMode.Dynamic, 8)]
    public void Tiles_of_pixels_are_their_meaning_on_every_tier(QuantizationMode mode, int bits)
    {
        var network = Tiled(new Compression(bits, Mode: mode));
        var tiled = Lowerer.Lower(Passes.Compress(network), "M").Steps.OfType<DotPrimitive>().Where(d => d.Tiles is not null);
        Assert.Equal([("Second", 3, 2), ("Third", 3, 2), ("Fourth", 3, 2)], tiled.Select(d => (d.Name, d.Tiles!.Kernel, d.Tiles.Pixels)));
        Check(network, mode);
    }

    [Theory]
    [InlineData(QuantizationMode.Static, 8, false)]
    [InlineData(QuantizationMode.Static, 8, true)]
    [InlineData(QuantizationMode.Dynamic, 8, false)]
    [InlineData(QuantizationMode.Dynamic, 6, true)]
    public void Larger_tiles_are_their_meaning_on_every_tier(QuantizationMode mode, int bits, bool isAsymmetric)
    {
        var network = LargerTiles(new Compression(bits, Mode: mode) { Grid = new() { IsAsymmetric = isAsymmetric } });
        var tiled = Lowerer.Lower(Passes.Compress(network), "M").Steps.OfType<DotPrimitive>().Where(d => d.Tiles is not null);
        Assert.Equal([("Second", 3, 4), ("Third", 3, 4), ("Fourth", 5, 2), ("Fifth", 5, 2)], tiled.Select(d => (d.Name, d.Tiles!.Kernel, d.Tiles.Pixels)));
        Check(network, mode);
    }

    [Fact]
    public void Of_all_permutations_only_that_of_the_input_is_left()
    {
        var graph = Passes.Compress(Network(new Compression(8)));
        var permutation = Assert.Single(graph.Nodes, n => n.Operator is Permute);
        var source = graph[permutation.Inputs[0]];
        Assert.Equal(graph.Inputs[0], source.Operator is FakeQuantize ? source.Inputs[0] : source.Id);
    }

    private void Check(ModelGraph network, QuantizationMode mode) => Check(network, mode, new Random(Seeds.Next(log)));

    /// <summary>The same bits on every tier, near the meaning.</summary>
    internal static void Check(ModelGraph network, QuantizationMode mode, Random random)
    {
        var (graph, checkpoint) = MultilayerTests.Ready(network, random);
        var compiled = CompiledNetwork.Of(graph, checkpoint);
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = RandomWeights.Floats(random, graph[graph.Inputs[0]].Type.Shape.Elements);
            var expected = Deployed.Run(graph, checkpoint, RandomWeights.Array(input, graph[graph.Inputs[0]].Type.Shape.Dimensions.Select(d => d.Size).ToArray()));
            var outputs = LaneTiers.Supported.Select(tier => Run(CompiledNetwork.ForTier(compiled.Default, tier), input, expected.Length)).ToList();
            if (mode != QuantizationMode.WeightOnly) Assert.All(outputs, o => Assert.Equal(outputs[0], o));
            var size = expected.Max(Math.Abs);
            for (var n = 0; n < expected.Length; n++)
                Assert.True(Math.Abs(expected[n] - outputs[0][n]) <= 0.02 * size, $"output {n} is {outputs[0][n]}, the meaning {expected[n]}");
        }
    }

    private static float[] Run(IModel model, float[] input, int length)
    {
        var output = new float[length];
        model.Infer(input.AsSpan(), output);
        return output;
    }

    /// <summary>Padding, strides, odd channels, a residual sum, depthwise and pointwise layers, and a linear layer behind a flattened image.</summary>
    private static ModelGraph Network(Compression compression)
    {
        var graph = new GraphBuilder("Images");
        int Conv(int x, string name, int outputs, params (string, object)[] settings) =>
            Layer(graph, "Conv2d", name, x, compression, [("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), .. settings]);
        int Norm(int x, string name) => Layer(graph, "BatchNorm2d", name, x, Compression.None, ("numFeatures", graph.ShapeOf(x).Dimensions[0].Size));
        int Relu(int x, string name) => graph.Add(new Relu(), name, x);

        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 11, 9))), "image");
        var first = Relu(Norm(Conv(image, "first", 18, ("kernelSize", 3), ("padding", 1), ("bias", false)), "norm1"), "relu1");
        var second = Relu(Conv(first, "second", 18, ("kernelSize", 3), ("padding", -1)), "relu2");
        var sum = Relu(graph.Add(new Add(), "sum", first, Norm(Conv(second, "third", 18, ("kernelSize", 3), ("padding", 1)), "norm3")), "relu3");
        var depthwise = Relu(Conv(sum, "depthwise", 18, ("kernelSize", 3), ("stride", 2), ("padding", 1), ("groups", 18)), "relu4");
        var pointwise = Relu(Conv(depthwise, "pointwise", 35, ("kernelSize", 1)), "relu5");
        var flat = Layer(graph, "Flatten", "flat", graph.Add(new Dropout(0.5), "dropped", pointwise), compression);
        return graph.Build(Layer(graph, "Linear", "head", flat, compression, ("outFeatures", 7)));
    }

    /// <summary>3x3 layers of whole lanes: odd sizes, a residual sum, several groups of outputs, and one without padding.</summary>
    private static ModelGraph Tiled(Compression compression)
    {
        var graph = new GraphBuilder("Tiled");
        int Conv(int x, string name, int outputs, int padding) => Layer(
            graph, "Conv2d", name, x, compression, ("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), ("kernelSize", 3), ("padding", padding));
        int Relu(int x, string name) => graph.Add(new Relu(), name, x);

        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 11, 9))), "image");
        var first = Relu(Conv(image, "first", 32, 1), "relu1");
        var second = Relu(Conv(first, "second", 32, 1), "relu2");
        var sum = Relu(graph.Add(new Add(), "sum", first, Conv(second, "third", 32, 1)), "relu3");
        var fourth = Relu(Conv(sum, "fourth", 48, 0), "relu4");
        return graph.Build(Layer(graph, "Linear", "head", Layer(graph, "Flatten", "flat", fourth, compression), compression, ("outFeatures", 7)));
    }

    /// <summary>3x3 layers in tiles of 4x4 pixels that do not divide the image, 5x5 layers, residual sums, and outputs that leave lanes idle.</summary>
    private static ModelGraph LargerTiles(Compression compression)
    {
        var graph = new GraphBuilder("LargerTiles");
        int Conv(int x, string name, int outputs, int size, int padding) => Layer(
            graph, "Conv2d", name, x, compression,
            ("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), ("kernelSize", size), ("padding", padding));
        int Relu(int x, string name) => graph.Add(new Relu(), name, x);

        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 15, 13))), "image");
        var first = Relu(Conv(image, "first", 20, 3, 1), "relu1");
        var second = Relu(Conv(first, "second", 20, 3, 1), "relu2");
        var sum = Relu(graph.Add(new Add(), "sum", first, Conv(second, "third", 20, 3, 1)), "relu3");
        var fourth = Relu(Conv(sum, "fourth", 36, 5, 0), "relu4");
        var fifth = Conv(fourth, "fifth", 10, 5, 2);
        return graph.Build(Layer(graph, "Linear", "head", Layer(graph, "Flatten", "flat", fifth, compression), compression, ("outFeatures", 7)));
    }

    /// <summary>Larger images: with and without overlap of the kernels, with groups, a kernel per channel, and a batch norm behind.</summary>
    private static ModelGraph Transposed(Compression compression)
    {
        var graph = new GraphBuilder("Larger");
        int Up(int x, string name, int outputs, params (string, object)[] settings) => graph.Add(new Relu(), name + ".relu", Layer(
            graph, "ConvTranspose2d", name, x, compression, [("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), .. settings]));
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(5, 3, 2))), "image");
        var first = Up(image, "first", 18, ("kernelSize", 4), ("stride", 2), ("padding", 1), ("bias", false));
        var norm = Layer(graph, "BatchNorm2d", "norm", first, Compression.None, ("numFeatures", 18));
        var second = Up(norm, "second", 18, ("kernelSize", 3), ("stride", 2), ("padding", 1), ("outputPadding", 1), ("groups", 18));
        return graph.Build(Up(second, "third", 4, ("kernelSize", 2), ("stride", 2), ("groups", 2)));
    }

    internal static int Layer(GraphBuilder graph, string operation, string name, int x, Compression compression, params (string Name, object Value)[] settings)
    {
        var definition = OperatorCatalogue.All.Single(d => d.Name == operation);
        var all = definition.Settings.Where(s => s.Default is not null)
            .ToDictionary(s => s.Name, s => Convert.ChangeType(s.Default!, s.Type, System.Globalization.CultureInfo.InvariantCulture));
        foreach (var setting in settings) all[setting.Name] = setting.Value;
        return definition.Build(new CallSite(graph, name, new EquatableArray<int>(x), all, compression));
    }
}
