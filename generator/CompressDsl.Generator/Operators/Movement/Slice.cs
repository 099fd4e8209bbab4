using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A run of positions along one axis.</summary>
internal sealed record Slice(int Axis, int Start, int Length) : Operator, IMovesAxis, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Slice", SurfaceKind.Function, "The elements from `start` to `start + length - 1` along one axis.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis, of fixed length where it is cut.")],
        Returns = "The operand's shape with `length` along the axis.",
        Settings =
        [
            Define.Axis(null, "Axis that is cut"),
            new("start", typeof(int), null, "First position; negative ones count from the end."),
            new("length", typeof(int), null, "Number of positions, at least 1."),
        ],
        Example = "private Value Forward([Input(10)] Value x) => Slice(x, 0, 2, 5);     // [5]",
        Onnx = "Slice",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)).With("axis", 0).With("start", 3).With("length", 19),
            OperatorSample.Of(Shape.Of(5, 18)).With("axis", -1).With("start", -4).With("length", 3),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis", 1).With("start", 0).With("length", 1),
            OperatorSample.Of(Define.Tokens(6, 8)).With("axis", 1).With("start", 2).With("length", 5),
        ],
    };

    Operator IMovesAxis.WithAxis(int axis) => this with { Axis = axis };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Slice");
        var shape = inputs[0].Shape;
        var axis = shape.Axis(Axis);
        Moves.RequireFixed(shape, axis, "Slice");
        if (Start < 0 || Length < 1 || (long)Start + Length > shape.Dimensions[axis].Size)
            throw new ShapeException($"{Length} positions from {Start} on do not exist on axis {axis} of {shape}");
        return TensorType.Float(Shape.Of(shape.Dimensions.Select((d, i) => i == axis ? Length : d).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        var shape = x.Shape.Select((size, i) => i == axis ? Length : size).ToArray();
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            index[axis] += Start;
            return x[index];
        });
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var shape = context.ShapeOf(0);
        var axis = shape.Axis(Axis);
        return [context.Add(new Pad(axis, Start, shape.Dimensions[axis].Size - Start - Length), context.OutputGradient)];
    }

    public override void Lower(LoweringContext context) =>
        Moves.OutOf(context, context.Node.Type.Shape, context.TypeOf(0).Shape.Axis(Axis), Start);

    public override string Torch(TorchContext context) =>
        $"{context.In(0)}.narrow({TorchContext.Axis(context.Shape, Axis)}, {Support.Literal.Of(Start)}, {Support.Literal.Of(Length)})";

    private static int Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        var axis = shape.Axis(call.Int("axis"));
        var start = call.Int("start");
        return call.Apply(new Slice(axis, start < 0 ? start + shape.Dimensions[axis].Size : start, call.Int("length")));
    }
}
