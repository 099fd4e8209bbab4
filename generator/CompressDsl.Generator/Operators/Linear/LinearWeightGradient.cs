using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a linear layer with respect to its weight: <c>dW = dy^T x</c>, summed over all rows. Operands: dy [.., N], x [.., K];
/// result [N, K].
/// </summary>
internal sealed record LinearWeightGradient : TrainingOperator
{
    public override bool SumsOverBatch => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) =>
        TensorType.Float(Shape.Of(inputs[0].Shape.Columns, inputs[1].Shape.Columns));

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (dy, x) = (inputs[0], inputs[1]);
        var result = NumericArray.Zeros(dy.Columns, x.Columns);
        for (var r = 0; r < dy.Rows; r++)
        {
            for (var n = 0; n < dy.Columns; n++)
            {
                for (var k = 0; k < x.Columns; k++)
                    result.Data[(n * x.Columns) + k] += dy.Data[(r * dy.Columns) + n] * x.Data[(r * x.Columns) + k];
            }
        }

        return result;
    }
}
