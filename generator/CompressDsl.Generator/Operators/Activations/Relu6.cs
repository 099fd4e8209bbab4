using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Rectified linear unit with a ceiling of 6.</summary>
internal sealed record Relu6 : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Relu6", "Rectified linear unit that stops at 6: `y = min(max(x, 0), 6)`, element by element.", "Clip", _ => new Relu6())
        with { Int8 = "fused into the 8-bit layer before it" };

    internal override Expr Formula => Expr.Min(Expr.Max(Expr.Input(0), 0), 6);

    public override string Torch(TorchContext context) => $"functional.relu6({context.In(0)})";

    protected override double Meaning(double[] x) => x[0] < 0 ? 0 : x[0] > 6 ? 6 : x[0];
}
