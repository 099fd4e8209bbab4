using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>An operator whose lowering throws.</summary>
internal sealed record FailingOperator(Exception Error) : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => inputs[0];

    public override void Lower(LoweringContext context) => throw Error;
}
