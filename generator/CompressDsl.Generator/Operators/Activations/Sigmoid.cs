using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Logistic function.</summary>
internal sealed record Sigmoid : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Sigmoid", "Logistic function: `y = 1 / (1 + exp(-x))`, element by element.", "Sigmoid", _ => new Sigmoid());

    internal override Expr Formula => Expr.Sigmoid(Expr.Input(0));

    public override string Torch(TorchContext context) => $"{context.In(0)}.sigmoid()";

    protected override double Meaning(double[] x) => 1 / (1 + Math.Exp(-x[0]));
}
