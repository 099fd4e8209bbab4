using CompressDsl.Core;

namespace CompressDsl.Generator.Operators;

/// <summary>Sigmoid linear unit made of straight lines.</summary>
internal sealed record HardSwish : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "HardSwish", "Swish with a logistic function made of straight lines: `y = x * min(max(x + 3, 0), 6) / 6`, element by element.", "HardSwish", _ => new HardSwish());

    internal override Expr Formula => Expr.Input(0) * Expr.Min(Expr.Max(Expr.Input(0) + 3, 0), 6) * (1.0 / 6);

    protected override double Meaning(double[] x) => x[0] <= -3 ? 0 : x[0] >= 3 ? x[0] : x[0] * (x[0] + 3) / 6;
}
