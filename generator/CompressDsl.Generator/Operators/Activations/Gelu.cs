using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Gaussian error linear unit.</summary>
/// <param name="Approximate">Whether the tanh formula stands for the error function.</param>
internal sealed record Gelu(bool Approximate) : Elementwise
{
    public static readonly OperatorDefinition Definition = Define.Activation(
        "Gelu",
        "Gaussian error linear unit: `y = x * (1 + erf(x / sqrt(2))) / 2`, element by element.",
        "Gelu", call => new Gelu(call.Flag("approximate")))
        with
        {
            Settings =
            [
                new("approximate", typeof(bool), "false", "Uses `x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2`, PyTorch's `approximate='tanh'`."),
            ],
            Samples = [OperatorSample.Of(Shape.Of(37)), OperatorSample.Of(Define.Tokens(7, 5)).With("approximate", true)],
        };

    internal override Expr Formula
    {
        get
        {
            var x = Expr.Input(0);
            return Approximate
                ? 0.5 * x * (1 + Expr.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * (x * x * x)))))
                : 0.5 * x * (1 + Expr.Erf(x * Math.Sqrt(0.5)));
        }
    }

    public override string Torch(TorchContext context) => Approximate ? base.Torch(context) : $"functional.gelu({context.In(0)})";

    protected override double Meaning(double[] x) => Approximate
        ? x[0] * (1 - (1 / (1 + Math.Exp(2 * Math.Sqrt(2 / Math.PI) * (x[0] + (0.044715 * Math.Pow(x[0], 3)))))))
        : x[0] * (1 + ErrorFunction.Erf(x[0] / Math.Sqrt(2))) / 2;
}
