using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using CompressDsl.Generator.Operators;
using CompressDsl.Runtime.V1;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Convolutions that leave out blocks of zeros: the bits of the dense kernel with the same zeros, on every tier.</summary>
public sealed class BlockConvolutionTests(ITestOutputHelper log)
{
    private const int Samples = 3;

    [Theory]
    [InlineData(QuantizationMode.Static, 0.5, 8)]
    [InlineData(QuantizationMode.Static, 0.8, 8)]
    [InlineData(QuantizationMode.Static, 0.6, 7)]
    [InlineData(QuantizationMode.Static, 0.6, 6)]
    [InlineData(QuantizationMode.Dynamic, 0.6, 8)]
    [InlineData(QuantizationMode.Dynamic, 0.6, 6)]
    public void Blocks_of_zeros_are_left_out_and_the_bits_are_those_of_the_dense_kernel(QuantizationMode mode, double share, int bits)
    {
        var random = new Random(Seeds.Next(log));
        var blocks = Network(new Compression(bits, mode, share, PrunePattern.Block16x4, PruneScope.Layer));
        var dense = Network(new Compression(bits, mode));
        var checkpoint = RandomWeights.Calibrated(blocks, RandomWeights.For(blocks, random), random);
        var networks = CompiledNetwork.Many([(blocks, (Checkpoint?)checkpoint), (dense, Zeroed(blocks, checkpoint))]);
        for (var sample = 0; sample < Samples; sample++)
        {
            var input = RandomInputs.Of(blocks[blocks.Inputs[0]].Type, random, 1);
            var expected = Run(CompiledNetwork.ForTier(networks[1].Default, LaneTier.Portable), input);
            Assert.All(LaneTiers.Supported, tier => Assert.Equal(expected, Run(CompiledNetwork.ForTier(networks[0].Default, tier), input)));
        }
    }

    [Fact]
    public void Windows_whose_rows_are_no_whole_fours_run_dense()
    {
        var recipe = RecipeOf(Network(new Compression(8, QuantizationMode.Static, 0.8, PrunePattern.Block16x4)));
        Assert.Equal(
            ["int8", "int8-block16x4", "int8-block16x4", "int8-block16x4", "int8", "int8-block16x4", "int8-block16x4"],
            new[] { "first", "point", "window", "stride", "apart", "last", "head" }.Select(name => KernelOf(recipe, name)));
    }

    [Theory]
    [InlineData(0.2, "int8", "int8", "int8", "int8")]
    [InlineData(0.3, "int8-block16x4", "int8-block16x4", "int8", "int8")]
    [InlineData(0.5, "int8-block16x4", "int8-block16x4", "int8-block16x4", "int8")]
    [InlineData(0.6, "int8-block16x4", "int8-block16x4", "int8-block16x4", "int8-block16x4")]
    public void The_more_products_tiles_save_the_more_blocks_have_to_be_zero(double share, string point, string stride, string small, string large)
    {
        var recipe = RecipeOf(Sizes(new Compression(8, QuantizationMode.Static, share, PrunePattern.Block16x4)));
        Assert.Equal([point, stride, small, large], new[] { "point", "stride", "small", "large" }.Select(name => KernelOf(recipe, name)));
    }

    [Fact]
    public void Layers_that_compete_get_the_kernel_for_the_zeros_that_each_of_them_has()
    {
        // All that is asked for goes where the weights are smallest, which is a third of them.
        var random = new Random(Seeds.Next(log));
        var graph = Sizes(new Compression(8, QuantizationMode.Static, 0.32, PrunePattern.Block16x4));
        var weights = RandomWeights.For(graph, random);
        var quiet = weights["large.weight"];
        weights = weights.With(CheckpointTensor.Of(quiet.Name, quiet.Shape, [.. quiet.ToFloats().Select(v => v * 1e-3f)]));
        string[] layers = ["point", "stride", "small", "large"];
        string[] Kernels(ModelGraph compressed) => [.. layers.Select(name => KernelOf(Lowerer.Lower(compressed, "M", graph).Recipe, name))];
        Assert.Equal(["int8-block16x4", "int8-block16x4", "int8", "int8"], Kernels(Passes.Compress(graph)));
        Assert.Equal(["int8", "int8", "int8", "int8-block16x4"], Kernels(CountedBlocks.Apply(Passes.Compress(graph), RecipeOf(graph), weights)));
    }

    [Fact]
    public void Weights_with_zero_points_stay_dense_whatever_their_zeros()
    {
        var asymmetric = new Compression(8, QuantizationMode.Static, 0.2, PrunePattern.Block16x4) { Grid = new GridDetails { IsAsymmetric = true } };
        var graph = Sizes(asymmetric);
        // One layer is all zeros, which the mask takes first.
        var checkpoint = RandomWeights.For(graph, new Random(Seeds.Next(log)));
        checkpoint = checkpoint.With(CheckpointTensor.Of("stride.weight", checkpoint["stride.weight"].Shape, new float[checkpoint["stride.weight"].Count]));
        Assert.InRange(ZeroBlocks.Of(RecipeOf(graph), checkpoint)["stride.weight"], 0.5, 1);
        var recipe = Lowerer.Lower(CountedBlocks.Apply(Passes.Compress(graph), RecipeOf(graph), checkpoint), "M", graph).Recipe;
        Assert.Equal("int8", KernelOf(recipe, "stride"));
    }

    private static string KernelOf(Recipe recipe, string layer) => recipe.Layers.Single(l => l.Name == layer).Kernel;

    private static Recipe RecipeOf(ModelGraph graph) => Lowerer.Lower(Passes.Compress(graph), "M", graph).Recipe;

    private static float[] Run(IModel model, NumericArray input)
    {
        var output = new float[5];
        model.Infer((ReadOnlySpan<float>)input.Data.Select(v => (float)v).ToArray(), output);
        return output;
    }

    /// <summary>The checkpoint with zeros where the compressor prunes.</summary>
    private static Checkpoint Zeroed(ModelGraph graph, Checkpoint checkpoint)
    {
        var targets = RecipeOf(graph).Weights.Select(w => new PruneTarget(w, w.Order?.Arrange(checkpoint[w.Key].ToFloats()) ?? checkpoint[w.Key].ToFloats())).ToDictionary(t => t.Weight.Key);
        return checkpoint.With([.. WeightPruning.ModelMasks(targets.Values).Select(mask =>
        {
            var (weight, values) = (targets[mask.Key].Weight, (float[])targets[mask.Key].Values.Clone());
            WeightPruning.Apply(values, mask.Value);
            return CheckpointTensor.Of(weight.Key, weight.Shape, weight.Order?.Restore(values) ?? values);
        })]);
    }

    /// <summary>A pointwise layer, windows with a stride, and windows that tiles of 4x4 and of 2x2 pixels can compute.</summary>
    private static ModelGraph Sizes(Compression compression)
    {
        var graph = new GraphBuilder("Sizes");
        int Conv(int x, string name, int kernel, int stride) => graph.Add(new Relu(), name + ".relu", ConvolutionTests.Layer(
            graph, "Conv2d", name, x, compression, [("inChannels", 16), ("outChannels", 16), ("kernelSize", kernel), ("padding", kernel / 2), ("stride", stride)]));
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(16, 16, 16))), "image");
        return graph.Build(Conv(Conv(Conv(Conv(image, "large", 3, 1), "stride", 3, 2), "small", 3, 1), "point", 1, 1));
    }

    /// <summary>Pointwise with a ragged number of channels, windows with and without stride, an added value, one with holes.</summary>
    private static ModelGraph Network(Compression compression)
    {
        var graph = new GraphBuilder("Blocks");
        int Layer(string operation, string name, int x, params (string, object)[] settings) => ConvolutionTests.Layer(graph, operation, name, x, compression, settings);
        int Conv(int x, string name, int outputs, int kernel, params (string, object)[] settings) => graph.Add(new Relu(), name + ".relu", Layer(
            "Conv2d", name, x, [("inChannels", graph.ShapeOf(x).Dimensions[0].Size), ("outChannels", outputs), ("kernelSize", kernel), ("padding", kernel / 2), .. settings]));
        var image = graph.Add(new Input(0, TensorType.Float(Shape.Of(3, 5, 7))), "image");
        var first = Conv(image, "first", 18, 3);
        var point = Conv(first, "point", 36, 1);
        var window = Conv(point, "window", 36, 3);
        var sum = graph.Add(new Relu(), "sum.relu", graph.Add(new Add(), "sum", window, point));
        var stride = Conv(sum, "stride", 20, 3, ("stride", 2));
        var apart = Conv(stride, "apart", 24, 3, ("dilation", 2), ("padding", 2));
        var last = Conv(apart, "last", 16, 1);
        return graph.Build(Layer("Linear", "head", Layer("Flatten", "flat", last), ("outFeatures", 5)));
    }
}
