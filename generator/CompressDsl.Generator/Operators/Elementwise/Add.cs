using CompressDsl.Core;

namespace CompressDsl.Generator.Operators;

/// <summary>Sum of two values.</summary>
internal sealed record Add : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Arithmetic(
        "Add", "Sum: `y = a + b`, element by element with broadcasting; written `a + b` too.", "+", new Add());

    internal override Expr Formula => Expr.Input(0) + Expr.Input(1);

    protected override double Meaning(double[] x) => x[0] + x[1];
}
