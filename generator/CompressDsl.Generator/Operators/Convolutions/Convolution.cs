using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Convolution of an image with channels last, what <see cref="Conv2d"/> and its relatives are made of. Operands: x <c>[H, W, I]</c>,
/// weight <c>[O, kernel height * kernel width * I / groups]</c> and, if there is one, bias <c>[O]</c>; result <c>[H', W', O]</c>.
/// </summary>
/// <param name="Window">Kernel, stride, padding (with zeros) and dilation.</param>
/// <param name="Groups">Parts that inputs and outputs are divided into; each output sees the inputs of its part.</param>
/// <param name="HasBias">Whether a bias is added.</param>
internal sealed record Convolution(ConvolutionWindow Window, int Groups, bool HasBias) : Operator, ILinearMap
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Convolution");
        var (x, weight) = (inputs[0].Shape, inputs[1].Shape);
        if (x.Rank != 3 || x.Named is not null) throw new ShapeException($"a convolution takes an image [height, width, channels], and got {x}");
        var (channels, outputs) = (x.Columns, weight.Dimensions[0].Size);
        if (channels % Groups != 0 || outputs % Groups != 0)
            throw new ShapeException($"{channels} channels and {outputs} outputs cannot be divided into {Groups} groups");
        if (weight.Columns != Window.Taps * (channels / Groups))
            throw new ShapeException($"the kernel takes {weight.Columns / Window.Taps * Groups} channels, and got {x}");
        return TensorType.Float(Shape.Of(Window.OutputHeight(x.Dimensions[0].Size), Window.OutputWidth(x.Dimensions[1].Size), outputs));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight) = (inputs[0], inputs[1]);
        var (height, width, channels) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        var outputs = weight.Shape[0];
        var (part, each) = (channels / Groups, outputs / Groups);
        return NumericArray.Fill([Window.OutputHeight(height), Window.OutputWidth(width), outputs], flat =>
        {
            var o = flat % outputs;
            var pixel = flat / outputs;
            var sum = HasBias ? inputs[2].Data[o] : 0;
            foreach (var (tap, row, column) in Windows.Places(Window, (height, width), pixel / Window.OutputWidth(width), pixel % Window.OutputWidth(width)))
            {
                for (var i = 0; i < part; i++)
                    sum += x.Data[(((row * width) + column) * channels) + (o / each * part) + i] * weight.Data[(o * weight.Columns) + (tap * part) + i];
            }

            return sum;
        });
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var (x, weight) = (context.Inputs[0], context.Inputs[1]);
        var input = context.Add(new ConvolutionInputGradient(Window, Groups, context.ShapeOf(0)), context.OutputGradient, weight);
        var matrix = context.Add(new ConvolutionWeightGradient(Window, Groups, context.ShapeOf(1)), context.OutputGradient, x);
        return HasBias ? [input, matrix, context.Add(new ColumnSum(), context.OutputGradient)] : [input, matrix];
    }

    public override string Torch(TorchContext context) => TorchWindows.ChannelsLast(context, Window, Groups);

    public override void Lower(LoweringContext context) =>
        context.EmitConvolution(Window, Groups, context.ParameterOf(1), HasBias ? context.ParameterOf(2) : null);
}
