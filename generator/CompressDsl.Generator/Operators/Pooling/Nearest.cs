using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Every pixel of an image with channels last becomes a square of equal ones: x <c>[H, W, C]</c>, result <c>[H * Scale, W * Scale, C]</c>.</summary>
internal sealed record Nearest(int Scale) : Operator, IMovesElements
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Upsample");
        var x = inputs[0].Shape;
        if (x.Rank != 3 || x.Named is not null) throw new ShapeException($"an upsampling takes an image [height, width, channels], and got {x}");
        return TensorType.Float(Shape.Of(x.Dimensions[0].Size * Scale, x.Dimensions[1].Size * Scale, x.Columns));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        int[] shape = [x.Shape[0] * Scale, x.Shape[1] * Scale, x.Shape[2]];
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            return x[index[0] / Scale, index[1] / Scale, index[2]];
        });
    }

    /// <summary>The sum over the square: its mean times its size.</summary>
    public override int?[] Differentiate(GradientContext context)
    {
        var square = new ConvolutionWindow(Scale, Scale) { StrideHeight = Scale, StrideWidth = Scale };
        var mean = context.Add(new Pool(square, PoolKind.Average), context.OutputGradient);
        return [context.Add(new MapOperator(Expr.Input(0) * (double)square.Taps), mean)];
    }

    public override string Torch(TorchContext context) =>
        $"{context.In(0)}.repeat_interleave({Support.Literal.Of(Scale)}, 1).repeat_interleave({Support.Literal.Of(Scale)}, 2)";

    public override void Lower(LoweringContext context)
    {
        var (image, result) = (context.TypeOf(0).Shape, context.Node.Type.Shape);
        var (height, width, channels) = (image.Dimensions[0].Size, image.Dimensions[1].Size, image.Columns);
        var row = width * Scale * channels;
        context.Emit(new MovePrimitive(
            context.KernelName(), $"Every pixel of {image} {Scale} x {Scale} times", context.In(0), context.Out,
            new EquatableArray<Dimension>(height, Scale, width, Scale, channels), new EquatableArray<int>(width * channels, 0, channels, 0, 1),
            new EquatableArray<int>(Scale * row, row, Scale * channels, channels, 1)));
    }
}
