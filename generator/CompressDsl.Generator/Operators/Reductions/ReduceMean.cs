using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Mean along an axis.</summary>
internal sealed record ReduceMean(int Axis, bool KeepDim) : ReduceOperator(Axis, KeepDim)
{
    public static readonly OperatorDefinition Definition = Define(
        "ReduceMean", "Mean of the elements along one axis.", (axis, keepDim) => new ReduceMean(axis, keepDim));

    protected override ReduceKind Kind => ReduceKind.Mean;

    protected override double Meaning(IEnumerable<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            sum += value;
            count++;
        }

        return count == 0 ? 0 : sum / count;
    }

    public override string Torch(TorchContext context)
    {
        var axis = TorchContext.Axis(context.ShapeOf(0), Axis);
        return $"{context.In(0)}.sum({Along(context)}) / global::System.Math.Max(1, {context.In(0)}.shape[{axis}])";
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var shape = context.ShapeOf(0);
        var gradient = Gradients.KeepAxis(context, context.OutputGradient, Result(shape, true));
        var size = shape.Dimensions[shape.Axis(Axis)];
        return size.IsNamed
            ? [context.Add(new MapOperator(Expr.Input(0) / Expr.Input(1)), gradient, Count(context), context.Inputs[0])]
            : [context.Add(new MapOperator(Expr.Input(0) * (1.0 / size.Size)), gradient, context.Inputs[0])];
    }

    // How many elements there are along an axis of varying length, as a value: a sum of ones.
    private int Count(GradientContext context) =>
        context.Add(new ReduceSum(Axis, true), context.Add(new MapOperator(Expr.Constant(1)), context.Inputs[0]));
}
