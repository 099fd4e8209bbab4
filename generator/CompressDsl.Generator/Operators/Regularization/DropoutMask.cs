using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// The factors of dropout: 0 with probability <paramref name="P"/>, else 1/(1-P). The operand gives the shape only.
/// </summary>
/// <remarks>
/// In training the mask is a function of (seed, node, step, sample, element) and of nothing else, so that a resumed run draws what it
/// would have drawn. The meaning here is one such draw.
/// </remarks>
internal sealed record DropoutMask(double P) : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        NumericArray.Fill(inputs[0].Shape, element => Uniform((uint)element) < P ? 0 : 1 / (1 - P));

    public override int?[] Differentiate(GradientContext context) => [null];

    public override string Torch(TorchContext context) => $"pass.DropoutFactors({Support.Literal.Of(context.Number)}, {context.In(0)}, {Support.Literal.Of((float)P)})";

    private static double Uniform(uint element)
    {
        var bits = unchecked((element + 1) * 0x9E3779B9u);
        bits = unchecked((bits ^ (bits >> 15)) * 0x85EBCA6Bu);
        return (bits ^ (bits >> 13)) / 4294967296.0;
    }
}
