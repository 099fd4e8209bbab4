using CompressDsl.Core;

namespace CompressDsl.Generator.Operators;

/// <summary>Logistic function made of straight lines.</summary>
internal sealed record HardSigmoid : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "HardSigmoid", "Logistic function made of straight lines: `y = min(max(x + 3, 0), 6) / 6`, element by element.", "HardSigmoid", _ => new HardSigmoid());

    internal override Expr Formula => Expr.Min(Expr.Max(Expr.Input(0) + 3, 0), 6) * (1.0 / 6);

    protected override double Meaning(double[] x) => x[0] <= -3 ? 0 : x[0] >= 3 ? 1 : (x[0] / 6) + 0.5;
}
