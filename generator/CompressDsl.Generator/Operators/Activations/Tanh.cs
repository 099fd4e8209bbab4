using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Hyperbolic tangent.</summary>
internal sealed record Tanh : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Tanh", "Hyperbolic tangent: `y = tanh(x)`, element by element.", "Tanh", _ => new Tanh());

    internal override Expr Formula => Expr.Tanh(Expr.Input(0));

    public override string Torch(TorchContext context) => $"{context.In(0)}.tanh()";

    protected override double Meaning(double[] x) => Math.Tanh(x[0]);
}
