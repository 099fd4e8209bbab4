using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Transposed convolution of an image with channels first: an ordinary convolution with the kernel turned round over the image whose pixels are
/// laid a stride apart, with zeros between (<see cref="ConvolutionWindow.SpreadHeight"/>).
/// </summary>
internal sealed record ConvTranspose2d(ConvolutionWindow Window, int Groups, bool HasBias) : ImageConvolution(Window, Groups, HasBias)
{
    public static readonly OperatorDefinition Definition = new(
        "ConvTranspose2d", SurfaceKind.Layer,
        "Transposed convolution of an image, the gradient of a convolution as a layer: every pixel `x[c, i, j]` adds `weight[c, o, a, b] * x[c, i, j]` to `y[o, i * stride + a * dilation - padding, j * stride + b * dilation - padding]`, on top of `bias[o]`, with `weight` `[inChannels, outChannels / groups, kernelSize, kernelWidth]`.",
        Build)
    {
        Family = "Convolutions",
        Operands = [new("x", "`[inChannels, height, width]`.")],
        Returns = "`[outChannels, height', width']` with `height' = (height - 1) * stride - 2 * padding + dilation * (kernelSize - 1) + outputPadding + 1`.",
        Settings =
        [
            new("inChannels", typeof(int), null, "Channels of the operand, at least 1."),
            new("outChannels", typeof(int), null, "Channels of the result, at least 1."),
            new("kernelSize", typeof(int), null, "Rows of the kernel (and columns, unless `kernelWidth` is given), at least 1."),
            new("stride", typeof(int), "1", "Distance in the result of neighbouring pixels of the operand, at least 1."),
            new("padding", typeof(int), "0", "Rows and columns that are cut off each side of the result, at most `dilation * (kernelSize - 1)`."),
            new("outputPadding", typeof(int), "0", "Rows and columns more at the end of the result, fewer than `stride` or than `dilation`."),
            new("groups", typeof(int), "1", "Parts that the channels are divided into, each with a kernel of its own."),
            new("bias", typeof(bool), "true", "Whether a bias is added."),
            new("dilation", typeof(int), "1", "Distance of the kernel's elements, at least 1."),
            new("kernelWidth", typeof(int), "0", "Columns of the kernel where it is not square; 0 for `kernelSize`."),
            new("strideWidth", typeof(int), "0", "Distance of neighbouring columns; 0 for `stride`."),
            new("paddingWidth", typeof(int), "-2", "Columns that are cut off each side; -2 (`Padding.AsHeight`) for `padding`."),
            new("outputPaddingWidth", typeof(int), "-2", "Columns more at the end; -2 (`Padding.AsHeight`) for `outputPadding`."),
        ],
        Example = """
            private readonly ConvTranspose2d up = new(16, 8, kernelSize: 4, stride: 2, padding: 1);

            private Value Forward([Input(16, 14, 14)] Value image) => Relu(up.Forward(image));     // [8, 28, 28]
            """,
        Int8 = "8-bit weights and activations, 32-bit sums",
        Onnx = "ConvTranspose",
        Samples =
        [
            Sample(Shape.Of(1, 3, 4), 1, 1).With("kernelSize", 3),
            Sample(Shape.Of(3, 4, 5), 3, 17).With("kernelSize", 2).With("stride", 2),
            Sample(Shape.Of(5, 4, 3), 5, 16).With("kernelSize", 4).With("stride", 2).With("padding", 1).With("bias", false),
            Sample(Shape.Of(4, 3, 5), 4, 6).With("kernelSize", 3).With("stride", 2).With("padding", 1).With("outputPadding", 1).With("groups", 2),
            Sample(Shape.Of(18, 4, 3), 18, 18).With("kernelSize", 4).With("stride", 2).With("padding", 1).With("groups", 18),
            Sample(Shape.Of(3, 4, 3), 3, 5).With("kernelSize", 3).With("dilation", 2).With("padding", 3).With("outputPadding", 1),
            Sample(Shape.Of(2, 3, 4), 2, 4).With("kernelSize", 1).With("kernelWidth", 3).With("stride", 3).With("strideWidth", 2)
                .With("outputPadding", 2).With("outputPaddingWidth", 0).With("paddingWidth", 1),
            Sample(Shape.Of(6, 3, 4), 6, 7).With("kernelSize", 1),
        ],
    };

    /// <summary>The meaning as PyTorch gives it: every pixel adds the kernel to the result.</summary>
    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight) = (inputs[0], inputs[1]);
        var (part, outputs) = (x.Shape[0] / Groups, weight.Shape[0]);
        var (height, width) = (Window.OutputHeight(x.Shape[1]), Window.OutputWidth(x.Shape[2]));
        var result = NumericArray.Fill([outputs, height, width], flat => HasBias ? inputs[2].Data[flat / (height * width)] : 0);
        for (var flat = 0; flat < result.Shape[0] * part * x.Shape[1] * x.Shape[2] * Window.Taps; flat++)
        {
            var index = NumericArray.IndexOf([outputs, part, x.Shape[1], x.Shape[2], Window.KernelHeight, Window.KernelWidth], flat);
            var (o, c, a, b) = (index[0], index[1], index[4], index[5]);
            var row = (index[2] * Window.SpreadHeight) + ((a - Window.KernelHeight + 1) * Window.DilationHeight) + Window.PadTop;
            var column = (index[3] * Window.SpreadWidth) + ((b - Window.KernelWidth + 1) * Window.DilationWidth) + Window.PadLeft;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            var turned = Window.Taps - 1 - ((a * Window.KernelWidth) + b);
            result.Data[(((o * height) + row) * width) + column] +=
                x[(o / (outputs / Groups) * part) + c, index[2], index[3]] * weight.Data[(o * weight.Columns) + (turned * part) + c];
        }

        return result;
    }

    public override string Torch(TorchContext context)
    {
        var (down, across) = (Window.DilationHeight * (Window.KernelHeight - 1), Window.DilationWidth * (Window.KernelWidth - 1));
        int[][] sizes =
        [
            [Window.SpreadHeight, Window.SpreadWidth], [down - Window.PadTop, across - Window.PadLeft],
            [Window.PadBottom - Window.PadTop, Window.PadRight - Window.PadLeft],
        ];
        return $"functional.conv_transpose2d({context.In(0)}, {context.In(1)}, {(HasBias ? context.In(2) : "null")}, {string.Join(", ", sizes.Select(s => TorchContext.Longs(s)))}"
            + $", dilation: {TorchContext.Longs(Window.DilationHeight, Window.DilationWidth)}, groups: {Support.Literal.Of(Groups)})";
    }

    private static OperatorSample Sample(Shape image, int inputs, int outputs) =>
        OperatorSample.Of(image).With("inChannels", inputs).With("outChannels", outputs);

    private static int Build(CallSite call)
    {
        var (inputs, outputs, groups) = ChannelsOf(call, "ConvTranspose2d");
        var image = call.ShapeOf(0);
        var window = WindowOf(call);
        if (window.OutputHeight(image.Dimensions[1].Size) < 1 || window.OutputWidth(image.Dimensions[2].Size) < 1)
            throw new ShapeException($"the padding of {call.Int("padding")} leaves nothing of {image}");
        var weight = Weight(call, (inputs, outputs, groups), window);
        if (!call.Flag("bias")) return call.Add(new ConvTranspose2d(window, groups, false), call.Operands[0], weight);
        var bias = call.Parameter("bias", WeightKind.Vector, Shape.Of(outputs), Start(outputs / groups, window));
        return call.Add(new ConvTranspose2d(window, groups, true), call.Operands[0], weight, bias);
    }

    /// <summary>PyTorch starts the layer by the second axis of its weight, as if that were the inputs.</summary>
    private static Initializer Start(int outputs, ConvolutionWindow window) => Initializer.FanIn(outputs * window.Taps);

    /// <summary>A weight as PyTorch stores it, <c>[inputs, outputs / groups, rows, columns]</c>, as that of a convolution: a row per output, the kernel turned round.</summary>
    private static int Weight(CallSite call, (int Inputs, int Outputs, int Groups) channels, ConvolutionWindow window)
    {
        var (inputs, outputs, groups) = channels;
        var (part, each) = (inputs / groups, outputs / groups);
        var order = new WeightOrder(new(groups, part, each, window.KernelHeight, window.KernelWidth), new(0, 2, 3, 4, 1), new(3, 4), 2);
        return call.Matrix("weight", Shape.Of(outputs, window.Taps * part), Start(each, window), new ParameterStorage(
            Shape.Of(inputs, each, window.KernelHeight, window.KernelWidth), order));
    }

    private static ConvolutionWindow WindowOf(CallSite call)
    {
        var (rows, dilation, stride) = (Expect.Size(call, "kernelSize"), Expect.Size(call, "dilation"), Expect.Size(call, "stride"));
        var columns = call.Int("kernelWidth") == 0 ? rows : Expect.Size(call, "kernelWidth");
        var across = call.Int("strideWidth") == 0 ? stride : Expect.Size(call, "strideWidth");
        var (top, bottom) = Around(call, "padding", "outputPadding", (rows, stride, dilation));
        var (left, right) = Around(call, Wide(call, "padding"), Wide(call, "outputPadding"), (columns, across, dilation));
        return new ConvolutionWindow(rows, columns)
        {
            DilationHeight = dilation,
            DilationWidth = dilation,
            SpreadHeight = stride,
            SpreadWidth = across,
            PadTop = top,
            PadBottom = bottom,
            PadLeft = left,
            PadRight = right,
        };
    }

    /// <summary>The setting of the columns, or of both where that is not given.</summary>
    private static string Wide(CallSite call, string setting) => call.Int(setting + "Width") == Windows.AsHeight ? setting : setting + "Width";

    /// <summary>Padding of the convolution: what the kernel reaches over the border, less what is cut off there.</summary>
    private static (int Before, int After) Around(CallSite call, string padding, string more, (int Kernel, int Stride, int Dilation) window)
    {
        var (cut, added) = (call.Int(padding), call.Int(more));
        var reach = window.Dilation * (window.Kernel - 1);
        if (cut < 0 || cut > reach) throw new ShapeException($"'{padding}' has to be in [0, {reach}], 'dilation' times the kernel less one, and is {cut}");
        if (added < 0 || added >= Math.Max(window.Stride, window.Dilation))
            throw new ShapeException($"'{more}' has to be at least 0 and smaller than the stride {window.Stride} or the dilation {window.Dilation}, and is {added}");
        return (reach - cut, reach - cut + added);
    }
}
