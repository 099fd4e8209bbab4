using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// A function of scalars, applied element by element over broadcast operands. A new one needs a <see cref="Formula"/> (kernel and
/// gradient come from it) and a meaning of its own.
/// </summary>
internal abstract record Elementwise : Operator
{
    /// <summary>What is computed, over the operands <c>x0, x1, ..</c>.</summary>
    internal abstract Expr Formula { get; }

    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        Expect.Float(inputs, Describe());
        return TensorType.Float(Broadcasting.Of(inputs.Select(i => i.Shape)));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        NumericArray.Broadcast(inputs, values => Meaning(values));

    /// <summary>The meaning of one element, written on its own and not from <see cref="Formula"/>.</summary>
    protected abstract double Meaning(double[] x);

    public override int?[] Differentiate(GradientContext context) =>
        context.Inputs.Select((_, i) => Partial(context, i)).ToArray();

    public override void Lower(LoweringContext context) => MapLowering.Emit(context, Formula);

    public override string Torch(TorchContext context) => TorchFormula.Of(context, Formula);

    private int? Partial(GradientContext context, int input)
    {
        var derivative = Formula.Derivative(input);
        if (derivative == Expr.Constant(0)) return null;
        var operands = context.Inputs.With(context.OutputGradient);
        var product = derivative == Expr.Constant(1) ? Expr.Input(operands.Count - 1) : derivative * Expr.Input(operands.Count - 1);
        return Gradients.SumTo(context, MapOperator.Add(context, product, operands), context.ShapeOf(input));
    }
}
