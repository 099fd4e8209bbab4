using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>A parameter of Forward: the model's <paramref name="Index"/>-th input.</summary>
internal sealed record Input(int Index, TensorType Type) : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => Type;

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) =>
        throw new NotSupportedException("An input has no meaning of its own.");

    public override int?[] Differentiate(GradientContext context) => [];

    public override void Lower(LoweringContext context)
    {
        // The caller's span is the buffer.
    }
}
