using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>The same elements in another shape.</summary>
/// <param name="Target">The result's shape; an axis of varying length stays the first one.</param>
internal sealed record Reshape(Shape Target) : Operator, IMovesElements
{
    public static readonly OperatorDefinition Definition = new(
        "Reshape", SurfaceKind.Function, "The same elements, row-major, in another shape.", Build)
    {
        Family = "Movement",
        Operands = [new("x", "Any shape.")],
        Returns = "The given shape.",
        Settings = [new("shape", typeof(int[]), null, "Sizes of the new axes; one may be -1 and is worked out (it must be the first where the operand's first axis varies).")],
        Example = "private Value Forward([Input(784)] Value x) => Reshape(x, 28, 28);",
        Onnx = "Reshape",
        Samples =
        [
            OperatorSample.Of(Shape.Of(12)).With("shape", new[] { 3, 4 }),
            OperatorSample.Of(Shape.Of(3, 10)).With("shape", new[] { 5, -1 }),
            OperatorSample.Of(Define.Tokens(6, 8)).With("shape", new[] { -1, 2, 4 }),
        ],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var shape = inputs[0].Shape;
        return shape.Named == Target.Named && shape.Elements == Shape.Count(Target.Dimensions.Select(d => d.Size))
            ? inputs[0] with { Shape = Target }
            : throw new ShapeException($"{shape} cannot be reshaped to {Target}: the number of elements differs");
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var sizes = Target.Dimensions.Select(d => d.Size).ToArray();
        if (Target.Named is not null) sizes[0] = inputs[0].Length / sizes.Skip(1).Aggregate(1, (product, size) => product * size);
        return new NumericArray(sizes, inputs[0].Data);
    }

    public override int?[] Differentiate(GradientContext context) =>
        [context.Add(new Reshape(context.ShapeOf(0)), context.OutputGradient)];

    public override void Lower(LoweringContext context) => context.Alias(0);

    public override string Torch(TorchContext context) => TorchContext.Reshaped(context.In(0), Target);

    private static int Build(CallSite call)
    {
        var shape = call.ShapeOf(0);
        var sizes = call.Ints("shape");
        if (sizes.Any(s => s < -1 || s == 0) || sizes.Count(s => s == -1) > 1)
            throw new ShapeException($"Reshape takes positive sizes and at most one -1, and got [{string.Join(", ", sizes)}]");
        var known = Shape.Count(sizes.Where(s => s != -1));
        var dimensions = sizes.Select(s => new Dimension(s == -1 ? (int)(shape.Elements / known) : s)).ToArray();
        if (shape.Named is { } named)
        {
            if (sizes.Length == 0 || sizes[0] != -1)
                throw new ShapeException($"the first axis of {shape} varies, so the new shape starts with -1");
            dimensions[0] = dimensions[0].Size == named.Size ? named : dimensions[0];
        }

        return call.Apply(new Reshape(Shape.Of(dimensions)));
    }
}
