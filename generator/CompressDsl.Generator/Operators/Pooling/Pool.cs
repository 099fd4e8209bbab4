using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Pooling of an image with channels last, what the poolings are made of: x <c>[H, W, C]</c> becomes <c>[H', W', C]</c>.</summary>
/// <param name="Window">Kernel, stride, padding and dilation. Every place of it meets the image.</param>
/// <param name="Kind">What becomes of the values under the window; those in the padding take no part.</param>
internal sealed record Pool(ConvolutionWindow Window, PoolKind Kind) : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, Describe());
        var x = inputs[0].Shape;
        if (x.Rank != 3 || x.Named is not null) throw new ShapeException($"a pooling takes an image [height, width, channels], and got {x}");
        var (height, width) = (x.Dimensions[0].Size, x.Dimensions[1].Size);
        var result = Shape.Of(Window.OutputHeight(height), Window.OutputWidth(width), x.Columns);
        RequireInside(result.Dimensions[0].Size, y => Windows.Places(Window with { PadLeft = 0 }, (height, Window.DilationWidth * Window.KernelWidth), y, 0), "row");
        RequireInside(result.Dimensions[1].Size, i => Windows.Places(Window with { PadTop = 0 }, (Window.DilationHeight * Window.KernelHeight, width), 0, i), "column");
        return TensorType.Float(result);
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var (height, width, channels) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        var across = Window.OutputWidth(width);
        return NumericArray.Fill([Window.OutputHeight(height), across, channels], flat =>
        {
            var (pixel, c) = (flat / channels, flat % channels);
            var values = Windows.Places(Window, (height, width), pixel / across, pixel % across)
                .Select(p => x.Data[(((p.Row * width) + p.Column) * channels) + c]);
            return Kind switch
            {
                PoolKind.Max => values.Max(),
                PoolKind.Average => values.Average(),
                _ => values.Sum() / Window.Taps,
            };
        });
    }

    public override int?[] Differentiate(GradientContext context) => Kind == PoolKind.Max
        ? [context.Add(new MaxPoolGradient(Window), context.Inputs[0], context.OutputGradient)]
        : [context.Add(new AveragePoolGradient(Window, Kind == PoolKind.AverageWithPadding, context.ShapeOf(0)), context.OutputGradient)];

    public override string Torch(TorchContext context) =>
        TorchWindows.Pool(context.In(0) + ".permute(0, 3, 1, 2)", Window, Kind) + ".permute(0, 2, 3, 1)";

    public override void Lower(LoweringContext context) => context.EmitPool(Window, Kind);

    public override string Describe() => Kind == PoolKind.Max ? "maximum" : "mean";

    private void RequireInside(int places, Func<int, IEnumerable<(int Tap, int Row, int Column)>> under, string word)
    {
        if (places < 1) throw new ShapeException($"a window of {Window} does not fit into the image");
        for (var place = 0; place < places; place++)
        {
            if (!under(place).Any())
                throw new ShapeException($"the padding is too wide: the window of {Window} at {word} {place} of the result lies in the padding alone");
        }
    }
}
