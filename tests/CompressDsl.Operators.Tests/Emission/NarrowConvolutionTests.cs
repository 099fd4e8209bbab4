using CompressDsl.Core;
using CompressDsl.Generator.Compressing;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Lowering;
using Xunit.Abstractions;

namespace CompressDsl.Operators.Tests.Emission;

/// <summary>Convolutions of few channels or few outputs, whose lanes hold pixels: the same bits on every tier, near the meaning.</summary>
public sealed class NarrowConvolutionTests(ITestOutputHelper log)
{
    // Behind a kernel of 1 the rows of the result follow each other; behind one of 3 they lie in a border.
    [Theory]
    [InlineData(1, 5, 1, 20, 12, 15, 1)]
    [InlineData(1, 5, 1, 20, 8, 24, 3)]
    [InlineData(1, 3, 1, 4, 9, 16, 3)]
    [InlineData(1, 4, 2, 4, 7, 65, 1)]
    [InlineData(2, 3, 1, 8, 2, 31, 3)]
    [InlineData(3, 3, 2, 8, 13, 61, 3)]
    [InlineData(3, 3, 2, 8, 12, 96, 1)]
    [InlineData(3, 3, 1, 24, 3, 17, 1)]
    [InlineData(5, 1, 2, 4, 5, 63, 3)]
    [InlineData(7, 3, 2, 4, 6, 59, 1)]
    [InlineData(8, 3, 1, 8, 7, 19, 1)]
    [InlineData(14, 3, 1, 8, 5, 16, 3)]
    public void Pixels_in_lanes_give_the_same_bits(int channels, int kernel, int stride, int outputs, int height, int width, int behind)
    {
        var network = Network((channels, height, width), (l, x) => l.Conv(x, "first", outputs, kernel, stride), behind);
        Assert.Contains("First", InLanes(network));
        ConvolutionTests.Check(network, QuantizationMode.Static, new Random(Seeds.Next(log)));
    }

    [Theory]
    [InlineData(8, 10, 3)]
    [InlineData(8, 7, 3)]
    [InlineData(4, 12, 5)]
    [InlineData(4, 10, 3)]
    [InlineData(2, 24, 3)]
    public void Depthwise_kernels_of_few_channels_give_the_same_bits(int channels, int width, int kernel)
    {
        var network = Network((3, 6, width), (l, x) => l.Depthwise(l.Relu(l.Conv(x, "first", channels, 3)), "depthwise", kernel), 3);
        var kernelOf = Lowerer.Lower(Passes.Compress(network), "M").Steps.OfType<DotPrimitive>().Single(d => d.Name == "Depthwise");
        Assert.Equal(width % (16 / channels) == 0 ? 16 / channels : 1, kernelOf.Window!.Pixels);
        ConvolutionTests.Check(network, QuantizationMode.Static, new Random(Seeds.Next(log)));
    }

    [Theory]
    [InlineData(QuantizationMode.Dynamic)]
    [InlineData(QuantizationMode.WeightOnly)]
    public void Other_modes_keep_outputs_in_the_lanes(QuantizationMode mode)
    {
        var network = Network((3, 8, 16), (l, x) => l.Depthwise(l.Relu(l.Conv(x, "first", 8, 3)), "depthwise", 3), 3, mode);
        Assert.Empty(InLanes(network));
        ConvolutionTests.Check(network, mode, new Random(Seeds.Next(log)));
    }

    private static IEnumerable<string> InLanes(ModelGraph network) =>
        Lowerer.Lower(Passes.Compress(network), "M").Steps.OfType<DotPrimitive>().Where(d => d.Pixels is not null).Select(d => d.Name);

    // The layers, a convolution behind them, and a head.
    private static ModelGraph Network(
        (int Channels, int Height, int Width) image, Func<LayerStack, int, int> layers, int kernelBehind,
        QuantizationMode mode = QuantizationMode.Static)
    {
        var stack = new LayerStack("Narrow", new Compression(8, Mode: mode));
        var input = stack.Graph.Add(new Input(0, TensorType.Float(Shape.Of(image.Channels, image.Height, image.Width))), "image");
        var behind = stack.Conv(stack.Relu(layers(stack, input)), "behind", 18, kernelBehind);
        return stack.Graph.Build(stack.Head(stack.Relu(behind)));
    }
}
