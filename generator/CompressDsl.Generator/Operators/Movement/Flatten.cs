using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>All elements along one axis.</summary>
internal sealed record Flatten : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "Flatten", SurfaceKind.Function, "All elements, row-major, along one axis.", call => call.Apply(new Flatten()))
    {
        Family = "Movement",
        Operands = [new("x", "Any shape of fixed sizes.")],
        Returns = "`[elements]`.",
        Example = """
            private readonly Linear hidden = new(784, 300);

            private Value Forward([Input(28, 28)] Value pixels) => hidden.Forward(Flatten(pixels));
            """,
        Onnx = "Flatten",
        Samples = [OperatorSample.Of(Shape.Of(7)), OperatorSample.Of(Shape.Of(2, 3, 5))],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0].Shape.Named is null
        ? inputs[0] with { Shape = Shape.Of(inputs[0].Shape.Elements) }
        : throw new ShapeException($"the first axis of {inputs[0].Shape} varies from call to call, so it cannot be flattened; reduce over it first");

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => new([inputs[0].Length], inputs[0].Data);

    public override string Torch(TorchContext context) => TorchContext.Reshaped(context.In(0), context.Shape);

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs) =>
        graph.Add(new Reshape(Shape.Of(graph.ShapeOf(inputs[0]).Elements)), "flat", inputs[0]);
}
