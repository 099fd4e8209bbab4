using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a maximum along an axis: goes to the first of the largest elements, as in PyTorch. Operands: x, dy (with or without the
/// reduced axis, the same elements); result as x.
/// </summary>
internal sealed record ReduceMaxGradient(int Axis) : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, dy) = (inputs[0], inputs[1]);
        var inner = x.Shape.Skip(Axis + 1).Aggregate(1, (product, size) => product * size);
        var result = NumericArray.Zeros(x.Shape);
        for (var i = 0; i < dy.Length && x.Length > 0; i++)
        {
            var start = (i / inner * inner * x.Shape[Axis]) + (i % inner);
            var best = start;
            for (var a = 1; a < x.Shape[Axis]; a++)
            {
                if (x.Data[start + (a * inner)] > x.Data[best]) best = start + (a * inner);
            }

            result.Data[best] = dy.Data[i];
        }

        return result;
    }
}
