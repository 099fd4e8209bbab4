using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Operators;

/// <summary>Rectified linear unit that lets a share of negative values through.</summary>
internal sealed record LeakyRelu(double NegativeSlope) : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "LeakyRelu", "Leaky rectified linear unit: `y = x` where `x > 0`, else `y = negativeSlope * x`, element by element.", "LeakyRelu",
        call => new LeakyRelu(Expect.Between(call, "negativeSlope", -1e6, 1e6)))
        with
        {
            Settings = [new("negativeSlope", typeof(double), "0.01", "Slope left of 0, usually in [0, 1].")],
            Samples = [OperatorSample.Of(Shape.Of(37)), OperatorSample.Of(Define.Tokens(7, 5)).With("negativeSlope", 0.2)],
        };

    internal override Expr Formula => Expr.Max(Expr.Input(0), 0) + (NegativeSlope * Expr.Min(Expr.Input(0), 0));

    public override string Torch(TorchContext context) => $"functional.leaky_relu({context.In(0)}, {Literal.Of(NegativeSlope)})";

    protected override double Meaning(double[] x) => x[0] > 0 ? x[0] : NegativeSlope * x[0];
}
