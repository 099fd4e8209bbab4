using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>The same value, through which no gradient flows.</summary>
internal sealed record Detach : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => inputs[0];

    public override int?[] Differentiate(GradientContext context) => [null];

    public override string Torch(TorchContext context) => context.In(0) + ".detach()";

    public override void Lower(LoweringContext context) => context.Alias(0);
}
