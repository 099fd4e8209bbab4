using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Random zeros while training, nothing in inference.</summary>
internal sealed record Dropout(double P) : Operator
{
    public static readonly OperatorDefinition Definition = new(
        "Dropout", SurfaceKind.Function,
        "In training every element is 0 with probability `p`, else divided by `1 - p`; in the compiled network nothing happens.", call => call.Apply(new Dropout(Expect.Between(call, "p", 0, 0.99))))
    {
        Family = "Regularization",
        Operands = [new("x", "Any shape.")],
        Returns = "The operand's shape.",
        Settings = [new("p", typeof(double), "0.5", "Share of zeros, in [0, 0.99].")],
        Example = """
            private readonly Linear head = new(300, 10);

            private Value Forward([Input(300)] Value x) => head.Forward(Dropout(x, 0.2));
            """,
        Int8 = "costs nothing",
        Onnx = "Dropout",
        Samples = [OperatorSample.Of(Shape.Of(37)), OperatorSample.Of(Define.Tokens(6, 5)).With("p", 0.25)],
    };

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, "Dropout");
        return inputs[0];
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => inputs[0];

    public override string Torch(TorchContext context) => $"functional.dropout({context.In(0)}, {Support.Literal.Of(P)}, training)";

    public override int? ExpandForTraining(GraphBuilder graph, EquatableArray<int> inputs) =>
        graph.Add(new Mul(), "dropped", inputs[0], graph.Add(new DropoutMask(P), "mask", inputs[0]));

    public override int?[] Differentiate(GradientContext context) => [context.OutputGradient];

    public override void Lower(LoweringContext context) => context.Alias(0);
}
