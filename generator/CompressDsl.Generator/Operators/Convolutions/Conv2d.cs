using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Convolution of an image with channels first.</summary>
internal sealed record Conv2d(ConvolutionWindow Window, int Groups, bool HasBias) : ImageConvolution(Window, Groups, HasBias)
{
    public static readonly OperatorDefinition Definition = new(
        "Conv2d", SurfaceKind.Layer,
        "Convolution of an image: `y[o, i, j] = bias[o] + sum of weight[o, c, a, b] * x[c, i * stride + a - padding, j * stride + b - padding]` with `weight` `[outChannels, inChannels / groups, kernelSize, kernelWidth]`.",
        Build)
    {
        Family = "Convolutions",
        Operands = [new("x", "`[inChannels, height, width]`.")],
        Returns = "`[outChannels, height', width']` with `height' = (height + 2 * padding - dilation * (kernelSize - 1) - 1) / stride + 1`.",
        Settings =
        [
            new("inChannels", typeof(int), null, "Channels of the operand, at least 1."),
            new("outChannels", typeof(int), null, "Channels of the result, at least 1."),
            new("kernelSize", typeof(int), null, "Rows of the kernel (and columns, unless `kernelWidth` is given), at least 1."),
            new("stride", typeof(int), "1", "Step of the kernel from pixel to pixel, at least 1."),
            Windows.PaddingSetting,
            new("dilation", typeof(int), "1", "Distance of the kernel's elements, at least 1."),
            new("groups", typeof(int), "1", "Parts that the channels are divided into, each with a kernel of its own; `inChannels` for a depthwise convolution."),
            new("bias", typeof(bool), "true", "Whether a bias is added."),
            .. Windows.WidthSettings,
        ],
        Example = """
            private readonly Conv2d conv = new(3, 16, kernelSize: 3, padding: 1);

            private Value Forward([Input(3, 32, 32)] Value image) => Relu(conv.Forward(image));     // [16, 32, 32]
            """,
        Int8 = "8-bit weights and activations, 32-bit sums",
        Onnx = "Conv",
        Samples =
        [
            Sample(Shape.Of(1, 5, 7), 1, 1).With("kernelSize", 3),
            Sample(Shape.Of(3, 8, 9), 3, 16).With("kernelSize", 3).With("padding", 1),
            Sample(Shape.Of(5, 9, 11), 5, 17).With("kernelSize", 3).With("stride", 2).With("padding", -1).With("bias", false),
            Sample(Shape.Of(6, 7, 5), 6, 18).With("kernelSize", 1),
            Sample(Shape.Of(6, 7, 5), 6, 4).With("kernelSize", 1).With("stride", 2),
            Sample(Shape.Of(4, 9, 8), 4, 33).With("kernelSize", 2).With("dilation", 2).With("padding", 2),
            Sample(Shape.Of(1, 13, 10), 1, 8).With("kernelSize", 5).With("kernelWidth", 4).With("stride", 2).With("padding", -1),
            Sample(Shape.Of(4, 6, 19), 4, 5).With("kernelSize", 1).With("kernelWidth", 3).With("strideWidth", 2).With("paddingWidth", 1),
            Sample(Shape.Of(18, 6, 7), 18, 18).With("kernelSize", 3).With("padding", 1).With("groups", 18),
            Sample(Shape.Of(5, 8, 7), 5, 5).With("kernelSize", 3).With("stride", 2).With("padding", 1).With("groups", 5),
            Sample(Shape.Of(35, 10, 9), 35, 35).With("kernelSize", 5).With("kernelWidth", 2).With("dilation", 2).With("groups", 35),
            Sample(Shape.Of(3, 6, 25), 3, 3).With("kernelSize", 5).With("kernelWidth", 21).With("padding", 2).With("groups", 3),
            Sample(Shape.Of(6, 5, 5), 6, 4).With("kernelSize", 3).With("padding", 1).With("groups", 2),
        ],
    };

    /// <summary>A weight as PyTorch stores it, <c>[outputs, inputs / groups, rows, columns]</c>, with a row per output and channels innermost.</summary>
    public static int Weight(CallSite call, (int Outputs, int Inputs, int Rows, int Columns) sizes)
    {
        var (outputs, inputs, rows, columns) = sizes;
        var width = rows * columns * inputs;
        return call.Matrix("weight", Shape.Of(outputs, width), Initializer.FanIn(width), new ParameterStorage(
            Shape.Of(outputs, inputs, rows, columns), new WeightOrder(new(outputs, inputs, rows, columns), new(0, 2, 3, 1))));
    }

    private static OperatorSample Sample(Shape image, int inputs, int outputs) =>
        OperatorSample.Of(image).With("inChannels", inputs).With("outChannels", outputs);

    private static int Build(CallSite call)
    {
        var image = call.ShapeOf(0);
        var (inputs, outputs, groups) = ChannelsOf(call, "Conv2d");
        var window = Windows.Of(call, image.Dimensions[1].Size, image.Dimensions[2].Size);
        var weight = Weight(call, (outputs, inputs / groups, window.KernelHeight, window.KernelWidth));
        if (!call.Flag("bias")) return call.Add(new Conv2d(window, groups, false), call.Operands[0], weight);
        var bias = call.Parameter("bias", WeightKind.Vector, Shape.Of(outputs), Initializer.FanIn(window.Taps * inputs / groups));
        return call.Add(new Conv2d(window, groups, true), call.Operands[0], weight, bias);
    }
}
