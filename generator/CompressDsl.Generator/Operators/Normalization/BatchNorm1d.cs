using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Batch norm of the last axis with the stored statistics, as in inference. Operands: x [.., features], weight, bias, running mean, running
/// variance. Users give it [features]; <see cref="BatchNorm2d"/> gives it images with channels last.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a batch's statistics in the running ones, in training.</param>
internal sealed record BatchNorm1d(double Epsilon, double Momentum) : Elementwise, IBatchNorm
{
    public static readonly OperatorDefinition Definition = BatchNormRows.Of("BatchNorm1d", "Normalises every feature with the mean and variance of the training data: `y = (x - mean) / sqrt(var + eps) * weight + bias`. Behind a linear layer it is folded into its weights.", "features", Make) with
    {
        Operands = [new("x", "`[numFeatures]` or `[numFeatures, length]`.")],
        Returns = "The operand's shape.",
        Example = """
            private readonly Linear hidden = new(784, 300);
            private readonly BatchNorm1d norm = new(300);

            private Value Forward([Input(784)] Value x) => Relu(norm.Forward(hidden.Forward(x)));
            """,
        Samples =
        [
            OperatorSample.Of(Shape.Of(1)).With("numFeatures", 1),
            OperatorSample.Of(Shape.Of(37)).With("numFeatures", 37).With("eps", 0.01).With("momentum", 0.2),
            OperatorSample.Of(Shape.Of(18, 5)).With("numFeatures", 18),
        ],
    };

    internal override Expr Formula =>
        ((Expr.Input(0) - Expr.Input(3)) * (Expr.Input(1) / Expr.Sqrt(Expr.Input(4) + Epsilon))) + Expr.Input(2);

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var features = inputs[1].Shape.Columns;
        return inputs[0].Shape.Columns == features && inputs[0].Shape is { Rank: > 0, Named: null }
            ? base.Infer(inputs)
            : throw new ShapeException($"BatchNorm1d takes [{features}], and got {inputs[0].Shape}");
    }

    protected override double Meaning(double[] x) => ((x[0] - x[3]) / Math.Sqrt(x[4] + Epsilon) * x[1]) + x[2];

    public override int? ExpandForTraining(GraphBuilder graph, EquatableArray<int> inputs) =>
        graph.Add(new BatchNormTraining(Epsilon, Momentum), "batch", inputs.ToArray());

    public override string Torch(TorchContext context) => context.Shape.Rank == 1 ? BatchNormRows.Torch(context, Epsilon, Momentum) : base.Torch(context);

    public override int?[] Differentiate(GradientContext context)
    {
        var gradients = base.Differentiate(context);
        return [gradients[0], gradients[1], gradients[2], null, null];
    }

    public override void Lower(LoweringContext context)
    {
        var weight = context.ParameterOf(1).Key;
        var norm = weight.Substring(0, weight.LastIndexOf('.'));
        Setting[] settings = [new("norm", norm), new("epsilon", Epsilon.ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        var scale = context.Section(context.KernelName("Scale"), "norm-scale", settings);
        var shift = context.Section(context.KernelName("Shift"), "norm-shift", settings);
        MapOperand[] operands = [context.Operand(0, Addressing.Full), MapOperand.Of(scale, Addressing.Column), MapOperand.Of(shift, Addressing.Column)];
        context.Emit(new MapPrimitive(
            context.KernelName(), "Batch norm as scale and shift", context.Out, operands, (Expr.Input(0) * Expr.Input(1)) + Expr.Input(2),
            context.Node.Type.Shape.Rows, context.Node.Type.Shape.Columns));
    }

    private static Operator Make(CallSite call, double epsilon, double momentum) => call.ShapeOf(0) switch
    {
        { Rank: 1, Named: null } => new BatchNorm1d(epsilon, momentum),
        { Rank: 2, Named: null } => new BatchNormSequence(epsilon, momentum),
        var shape => throw new ShapeException($"BatchNorm1d takes [{call.Int("numFeatures")}] or [{call.Int("numFeatures")}, length], and got {shape}"),
    };
}
