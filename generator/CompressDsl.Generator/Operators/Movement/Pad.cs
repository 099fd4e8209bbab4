using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Zeros before and behind a value along one axis.</summary>
internal sealed record Pad(int Axis, int Before, int After) : Operator, IMovesAxis, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Pad", SurfaceKind.Function, "Zeros around a value, axis by axis from the last one.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis, of fixed length where it is padded.")],
        Returns = "The operand's shape with the padding added.",
        Settings = [new("pad", typeof(int[]), null, "Zeros before and behind the last axis, then those of the axis before it, and so on: an even number of sizes, at least 0.")],
        Example = "private Value Forward([Input(3, 32, 30)] Value image) => Pad(image, 1, 1, 0, 2);     // [3, 34, 32]",
        Onnx = "Pad",
        Samples =
        [
            OperatorSample.Of(Shape.Of(37)).With("pad", new[] { 2, 0 }),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("pad", new[] { 1, 2, 3, 0 }),
            OperatorSample.Of(Shape.Of(2, 4, 5)).With("pad", new[] { 0, 0, 0, 1, 17, 2 }),
            OperatorSample.Of(Define.Tokens(6, 5)).With("pad", new[] { 1, 1 }),
        ],
    };

    Operator IMovesAxis.WithAxis(int axis) => this with { Axis = axis };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Pad");
        var shape = inputs[0].Shape;
        var axis = shape.Axis(Axis);
        Moves.RequireFixed(shape, axis, "Pad");
        return TensorType.Float(Shape.Of(shape.Dimensions.Select((d, i) => i == axis ? d.Size + Before + After : d).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var axis = (Axis + x.Shape.Length) % x.Shape.Length;
        var shape = x.Shape.Select((size, i) => i == axis ? size + Before + After : size).ToArray();
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            index[axis] -= Before;
            return index[axis] >= 0 && index[axis] < x.Shape[axis] ? x[index] : 0;
        });
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var shape = context.ShapeOf(0);
        var axis = shape.Axis(Axis);
        return [context.Add(new Slice(axis, Before, shape.Dimensions[axis].Size), context.OutputGradient)];
    }

    public override void Lower(LoweringContext context)
    {
        var whole = context.Node.Type.Shape;
        var rows = whole.Named ?? 1;
        context.Emit(new MapPrimitive(
            context.KernelName("Zeros"), $"Zeros around {context.TypeOf(0).Shape}", context.Out, default, Expr.Constant(0), rows,
            whole.Named is null ? whole.Elements : whole.Elements / rows.Size));
        Moves.Into(context, 0, whole, whole.Axis(Axis), Before);
    }

    public override string Torch(TorchContext context)
    {
        // Pairs from the last axis on.
        var pairs = new int[2 * (context.Shape.Rank - context.Shape.Axis(Axis))];
        (pairs[pairs.Length - 2], pairs[pairs.Length - 1]) = (Before, After);
        return $"functional.pad({context.In(0)}, {TorchContext.Longs(pairs)})";
    }

    private static int Build(CallSite call)
    {
        var (shape, sizes) = (call.ShapeOf(0), call.Ints("pad"));
        if (sizes.Length == 0 || sizes.Length % 2 != 0 || sizes.Length > 2 * shape.Rank)
            throw new ShapeException($"Pad takes two sizes for each of the last axes of {shape}, and got {sizes.Length} sizes");
        if (sizes.Any(s => s < 0)) throw new ShapeException($"Pad takes sizes of at least 0, and got [{string.Join(", ", sizes)}]");
        var result = call.Operands[0];
        for (var pair = 0; pair < sizes.Length / 2; pair++)
        {
            var (before, after) = (sizes[2 * pair], sizes[(2 * pair) + 1]);
            if (before + after > 0) result = call.Add(new Pad(shape.Rank - 1 - pair, before, after), result);
        }

        return result;
    }
}
