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
    public static readonly OperatorDefinition Definition = new(
        "BatchNorm1d", SurfaceKind.Layer,
        "Normalises every feature with the mean and variance of the training data: `y = (x - mean) / sqrt(var + eps) * weight + bias`. Behind a linear layer it is folded into its weights.",
        Build)
    {
        Family = "Normalization",
        Operands = [new("x", "`[numFeatures]` or `[numFeatures, length]`.")],
        Returns = "The operand's shape.",
        Settings =
        [
            new("numFeatures", typeof(int), null, "Number of features, at least 1."),
            new("eps", typeof(double), "1e-5", "Added to the variance, in [1e-12, 1]."),
            new("momentum", typeof(double), "0.1", "Share of a batch in the running statistics, in [0, 1]."),
        ],
        Example = """
            private readonly Linear hidden = new(784, 300);
            private readonly BatchNorm1d norm = new(300);

            private Value Forward([Input(784)] Value x) => Relu(norm.Forward(hidden.Forward(x)));
            """,
        Int8 = "folded into the layer before it, else runs in float",
        Onnx = "BatchNormalization",
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

    private static int Build(CallSite call)
    {
        var features = call.Int("numFeatures");
        if (call.ShapeOf(0) is not { Rank: 1 or 2, Named: null })
            throw new ShapeException($"BatchNorm1d takes [{features}] or [{features}, length], and got {call.ShapeOf(0)}");
        var (epsilon, momentum) = (Expect.Between(call, "eps", 1e-12, 1), Expect.Between(call, "momentum", 0, 1));
        return AddTo(call, call.ShapeOf(0).Rank == 1 ? new BatchNorm1d(epsilon, momentum) : new BatchNormSequence(epsilon, momentum));
    }

    /// <summary>Adds a norm with the parameters that PyTorch gives it.</summary>
    internal static int AddTo(CallSite call, Operator norm)
    {
        var shape = Shape.Of(Expect.Size(call, "numFeatures"));
        return call.Add(
            norm,
            call.Operands[0],
            call.Parameter("weight", WeightKind.Vector, shape, Initializer.Constant(1)),
            call.Parameter("bias", WeightKind.Vector, shape, Initializer.Constant(0)),
            call.Parameter("running_mean", WeightKind.Statistic, shape, Initializer.Constant(0)),
            call.Parameter("running_var", WeightKind.Statistic, shape, Initializer.Constant(1)));
    }
}
