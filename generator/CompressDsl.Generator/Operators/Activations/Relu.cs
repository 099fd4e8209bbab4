using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Rectified linear unit.</summary>
internal sealed record Relu : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Relu", "Rectified linear unit: `y = max(x, 0)`, element by element.", "Relu", _ => new Relu())
        with { Int8 = "fused into the 8-bit layer before it" };

    internal override Expr Formula => Expr.Max(Expr.Input(0), 0);

    public override string Torch(TorchContext context) => $"functional.relu({context.In(0)})";

    protected override double Meaning(double[] x) => x[0] > 0 ? x[0] : 0;
}
