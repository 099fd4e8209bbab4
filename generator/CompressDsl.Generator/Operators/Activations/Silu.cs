using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Sigmoid linear unit (swish).</summary>
internal sealed record Silu : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Silu", "Sigmoid linear unit, also called swish: `y = x * sigmoid(x)`, element by element.", "Sigmoid, Mul", _ => new Silu());

    internal override Expr Formula => Expr.Input(0) * Expr.Sigmoid(Expr.Input(0));

    public override string Torch(TorchContext context) => $"functional.silu({context.In(0)})";

    protected override double Meaning(double[] x) => x[0] / (1 + Math.Exp(-x[0]));
}
