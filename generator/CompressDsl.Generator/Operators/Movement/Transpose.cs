using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Two axes swapped.</summary>
internal sealed record Transpose(int Axis0, int Axis1) : Operator, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Transpose", SurfaceKind.Function, "Two axes swapped: `y[.., j, .., i, ..] = x[.., i, .., j, ..]`.",
        call => call.Apply(new Transpose(call.Int("axis0"), call.Int("axis1"))))
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis; both axes have a fixed length.")],
        Returns = "The operand's shape with both sizes swapped.",
        Settings =
        [
            new("axis0", typeof(int), null, "One axis; negative numbers count from the end."),
            new("axis1", typeof(int), null, "The other axis; negative numbers count from the end."),
        ],
        Example = "private Value Forward([Input(28, 10)] Value x) => Transpose(x, 0, 1);     // [10, 28]",
        Onnx = "Transpose",
        Samples =
        [
            OperatorSample.Of(Shape.Of(3, 18)).With("axis0", 0).With("axis1", 1),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis0", 0).With("axis1", -1),
            OperatorSample.Of(Define.Tokens(6, 3, 4)).With("axis0", 1).With("axis1", 2),
            OperatorSample.Of(Shape.Of(3, 4)).With("axis0", 1).With("axis1", 1),
        ],
    };

    /// <summary>All axes of an operand of rank <paramref name="rank"/> in their new order.</summary>
    public EquatableArray<int> Order(int rank) =>
        new(Swap(Enumerable.Range(0, rank).ToArray(), (Axis0 + rank) % rank, (Axis1 + rank) % rank));

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Transpose");
        var shape = inputs[0].Shape;
        var (a, b) = (shape.Axis(Axis0), shape.Axis(Axis1));
        Moves.RequireFixed(shape, a, "Transpose");
        Moves.RequireFixed(shape, b, "Transpose");
        return TensorType.Float(Shape.Of(Swap(shape.Dimensions.ToArray(), a, b)));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var rank = x.Shape.Length;
        var (a, b) = ((Axis0 + rank) % rank, (Axis1 + rank) % rank);
        var shape = Swap((int[])x.Shape.Clone(), a, b);
        return NumericArray.Fill(shape, flat => x[Swap(NumericArray.IndexOf(shape, flat), a, b)]);
    }

    public override int?[] Differentiate(GradientContext context) => [context.Add(this, context.OutputGradient)];

    public override void Lower(LoweringContext context)
    {
        var (shape, result) = (context.TypeOf(0).Shape, context.Node.Type.Shape);
        var (a, b) = (shape.Axis(Axis0), shape.Axis(Axis1));
        context.Emit(new MovePrimitive(
            context.KernelName(), $"Swaps axes {a} and {b} of {shape}", context.In(0), context.Out, result.Dimensions,
            Swap(Moves.Strides(shape), a, b), Moves.Strides(result)));
    }

    public override string Torch(TorchContext context) =>
        $"{context.In(0)}.transpose({TorchContext.Axis(context.Shape, Axis0)}, {TorchContext.Axis(context.Shape, Axis1)})";

    private static T[] Swap<T>(T[] items, int a, int b)
    {
        (items[a], items[b]) = (items[b], items[a]);
        return items;
    }
}
