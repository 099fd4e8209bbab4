using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Place of the largest element along an axis: whole numbers, and a result of the network only. It is taken behind the compiled network
/// (<see cref="IndexResults"/>), because training, teachers and comparisons need the values themselves: an index has no gradient.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepDim">Whether the axis stays, with size 1.</param>
internal sealed record ArgMax(int Axis, bool KeepDim) : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "ArgMax", SurfaceKind.Function,
        "Place of the largest element along one axis, the first one where several are equal: the class that a classifier chooses. A result of `Forward` only: `Infer` then also takes a `Span<int>` for it, while training, distillation and `Infer` with a `Span<float>` go on with the values that are compared.",
        call => call.Apply(new ArgMax(call.Int("axis"), call.Flag("keepDim"))))
    {
        Family = "Reductions",
        Operands = [new("x", "At least one axis, of fixed length where it is searched.")],
        Returns = "Whole numbers in the operand's shape without the axis, or with size 1 there.",
        Settings =
        [
            Define.Axis("-1", "Axis that is searched"),
            new("keepDim", typeof(bool), "false", "Whether the axis stays, with size 1."),
        ],
        Example = """
            private readonly Linear head = new(300, 10);

            private Value Forward([Input(300)] Value x) => ArgMax(head.Forward(x));     // Infer(x, label) with an int label[1]
            """,
        Int8 = "taken behind the network",
        Onnx = "ArgMax",
        IsResultOnly = true,
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)),
            OperatorSample.Of(Shape.Of(5, 18)).With("keepDim", true),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("axis", 0),
            OperatorSample.Of(Define.Tokens(9, 7)),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "ArgMax");
        var shape = inputs[0].Shape;
        var axis = shape.Axis(Axis);
        Moves.RequireFixed(shape, axis, "ArgMax");
        return TensorType.Int(Shape.Of(KeepDim
            ? shape.Dimensions.Select((d, i) => i == axis ? 1 : d).ToArray()
            : shape.Dimensions.Where((_, i) => i != axis).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        var rest = x.Shape.Select((size, i) => i == axis ? 1 : size).ToArray();
        var result = NumericArray.Fill(rest, flat =>
        {
            var index = NumericArray.IndexOf(rest, flat);
            double At(int place)
            {
                index[axis] = place;
                return x[index];
            }

            return Enumerable.Range(0, x.Shape[axis]).Aggregate(0, (best, place) => At(place) > At(best) ? place : best);
        });
        return KeepDim ? result : new NumericArray(x.Shape.Where((_, i) => i != axis).ToArray(), result.Data);
    }

    public override int?[] Differentiate(GradientContext context) => [null];

    public override void Lower(LoweringContext context) =>
        throw new NotSupportedException($"ArgMax '{context.Node.Name}' gives whole numbers and can only be a result of Forward: return it, or use the value before it");
}
