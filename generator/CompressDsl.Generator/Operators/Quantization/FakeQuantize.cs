using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// A quantisation point: every element becomes its neighbour on a grid, <c>(q - zeroPoint) * scale</c> with
/// <c>q = clamp(round(x / scale) + zeroPoint, 0, 2^bits - 1)</c>. The gradient passes straight through where q was not clamped.
/// </summary>
/// <param name="Key">Key of the point: <c>[Key].range</c> in the checkpoint.</param>
/// <param name="Mode">Static: the range is stored. Dynamic: it is that of the row (the last axis). There is no point for weight-only.</param>
internal sealed record FakeQuantize(string Key, QuantizationMode Mode) : Operator, IRangeReader
{
    /// <summary>Bits of the grid, 2 to 8.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>Whether a measured range is that of the whole value: the windows of a convolution mix its rows.</summary>
    public bool OneGrid { get; init; }

    string? IRangeReader.RangeKey => Mode == QuantizationMode.Static ? Key : null;

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "a quantisation point");
        Expect.Rows(inputs[0].Shape, "a quantisation point");
        return inputs[0];
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        NumericArray[] read = OneGrid ? [new([inputs[0].Length], inputs[0].Data), .. inputs.Skip(1)] : inputs.ToArray();
        var points = Points(read, (Mode, Bits), (x, scale, zeroPoint) => (Math.Max(0, Math.Min((1 << Bits) - 1, Position(x, scale, zeroPoint))) - zeroPoint) * scale);
        return new NumericArray(inputs[0].Shape, points.Data);
    }

    public override int?[] Differentiate(GradientContext context) => Mode == QuantizationMode.Static
        ? [context.Add(new FakeQuantizeGradient(Key) { Bits = Bits }, context.Inputs[0], context.OutputGradient)]
        : [context.OutputGradient];

    public override string Torch(TorchContext context) => context.IsTraining ? $"pass.Quantize({Support.Literal.Of(Key)}, {context.In(0)}, oneGrid: {(OneGrid ? "true" : "false")})" : context.In(0);

    public override void Lower(LoweringContext context) => context.EmitFakeQuantize(new ActivationRecipe(Key, Mode, Bits), OneGrid);

    /// <summary>The place on the grid before it is clamped; computed in float32 as the kernels do.</summary>
    public static double Position(double x, float scale, int zeroPoint) => Math.Round((double)(float)((float)x * (1 / scale))) + zeroPoint;

    /// <summary>Applies <paramref name="function"/> to every element of the first input and its row's grid.</summary>
    /// <param name="inputs">The value and, for a static point, its range at the end.</param>
    /// <param name="point">Static or dynamic, and the bits of the grid.</param>
    /// <param name="function">Of element, scale and zero point.</param>
    public static NumericArray Points(IReadOnlyList<NumericArray> inputs, (QuantizationMode Mode, int Bits) point, Func<double, float, int, double> function)
    {
        var x = inputs[0];
        var result = NumericArray.Zeros(x.Shape);
        for (var r = 0; r < x.Rows; r++)
        {
            var row = new ArraySegment<double>(x.Data, r * x.Columns, x.Columns);
            var range = point.Mode == QuantizationMode.Static ? inputs[inputs.Count - 1].Data : [row.Min(), row.Max()];
            var (scale, zeroPoint) = Grid((float)Math.Min(0, range[0]), (float)Math.Max(0, range[1]), (1 << point.Bits) - 1);
            for (var c = 0; c < x.Columns; c++)
                result.Data[(r * x.Columns) + c] = function(x.Data[(r * x.Columns) + c], scale, zeroPoint);
        }

        return result;
    }

    private static (float Scale, int ZeroPoint) Grid(float low, float high, int highest)
    {
        var scale = (float)((float)(high - low) / (float)highest);
        return scale > 0 ? (scale, (int)Math.Min(highest, Math.Round((double)(float)(-low / scale)))) : (1, 0);
    }
}
