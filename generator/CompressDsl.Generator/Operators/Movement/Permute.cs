using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>The axes in another order: axis i of the result is axis <c>Axes[i]</c> of the operand.</summary>
internal sealed record Permute(EquatableArray<int> Axes) : Operator, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Permute", SurfaceKind.Function, "The axes in another order: axis `i` of the result is axis `axes[i]` of the operand.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "At least one axis; an axis of varying length stays the first one.")],
        Returns = "The operand's shape in the new order.",
        Settings = [new("axes", typeof(int[]), null, "All axes of the operand in their new order; negative numbers count from the end.")],
        Example = "private Value Forward([Input(32, 32, 3)] Value image) => Permute(image, 2, 0, 1);     // [3, 32, 32]",
        Onnx = "Transpose",
        Samples =
        [
            OperatorSample.Of(Shape.Of(3, 18)).With("axes", new[] { 1, 0 }),
            OperatorSample.Of(Shape.Of(3, 4, 5)).With("axes", new[] { 2, 0, 1 }),
            OperatorSample.Of(Shape.Of(3, 4, 5, 2)).With("axes", new[] { 0, -1, 1, 2 }),
            OperatorSample.Of(Define.Tokens(6, 3, 4)).With("axes", new[] { 0, 2, 1 }),
            OperatorSample.Of(Shape.Of(1, 7, 5)).With("axes", new[] { 1, 2, 0 }),
        ],
    };

    /// <summary>The permutation that undoes this one.</summary>
    public Permute Inverse() => new(new EquatableArray<int>(Enumerable.Range(0, Axes.Count).Select(a => Axes.ToList().IndexOf(a))));

    /// <summary>Whether the elements keep their order: axes of more than one element do not pass each other.</summary>
    public bool KeepsOrder(Shape operand)
    {
        var moved = Axes.Where(a => operand.Dimensions[a] != 1).ToArray();
        return moved.SequenceEqual(moved.OrderBy(a => a));
    }

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Permute");
        var shape = inputs[0].Shape;
        if (!Axes.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, shape.Rank)))
            throw new ShapeException($"[{string.Join(", ", Axes)}] does not order the axes of {shape}: each has to be named once");
        if (shape.Named is not null && Axes[0] != 0) Moves.RequireFixed(shape, 0, "Permute");
        return TensorType.Float(Shape.Of(Axes.Select(a => shape.Dimensions[a]).ToArray()));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        var shape = Axes.Select(a => x.Shape[a]).ToArray();
        var source = new int[shape.Length];
        return NumericArray.Fill(shape, flat =>
        {
            var index = NumericArray.IndexOf(shape, flat);
            for (var i = 0; i < source.Length; i++) source[Axes[i]] = index[i];
            return x[source];
        });
    }

    public override int?[] Differentiate(GradientContext context) => [context.Add(Inverse(), context.OutputGradient)];

    public override void Lower(LoweringContext context)
    {
        var (shape, result) = (context.TypeOf(0).Shape, context.Node.Type.Shape);
        if (KeepsOrder(shape))
        {
            context.Alias(0);
            return;
        }

        var strides = Moves.Strides(shape);
        context.Emit(new MovePrimitive(
            context.KernelName(), $"Axes {string.Join(", ", Axes)} of {shape}", context.In(0), context.Out, result.Dimensions,
            new EquatableArray<int>(Axes.Select(a => strides[a])), Moves.Strides(result)));
    }

    public override string Torch(TorchContext context) =>
        $"{context.In(0)}.permute(0, {string.Join(", ", Axes.Select(a => TorchContext.Axis(context.Shape, a)))})";

    private static int Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        return call.Apply(new Permute(new EquatableArray<int>(call.Ints("axes").Select(shape.Axis))));
    }
}
