using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Sum along an axis.</summary>
internal sealed record ReduceSum(int Axis, bool KeepDim) : ReduceOperator(Axis, KeepDim)
{
    public static readonly OperatorDefinition Definition = Define(
        "ReduceSum", "Sum of the elements along one axis.", (axis, keepDim) => new ReduceSum(axis, keepDim));

    protected override ReduceKind Kind => ReduceKind.Sum;

    protected override double Meaning(IEnumerable<double> values) => values.Sum();

    public override string Torch(TorchContext context) => $"{context.In(0)}.sum({Along(context)})";

    public override int?[] Differentiate(GradientContext context)
    {
        var gradient = Gradients.KeepAxis(context, context.OutputGradient, Result(context.ShapeOf(0), true));
        return [context.Add(new MapOperator(Expr.Input(0)), gradient, context.Inputs[0])];
    }
}
