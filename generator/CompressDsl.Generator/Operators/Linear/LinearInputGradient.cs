using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Gradient of a linear layer with respect to its operand: <c>dx = dy W</c>. Operands: dy [.., N], weight [N, K]; result [.., K].</summary>
internal sealed record LinearInputGradient : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var (dy, weight) = (inputs[0].Shape, inputs[1].Shape);
        return TensorType.Float(Shape.Of([.. dy.Dimensions.Take(dy.Rank - 1), weight.Dimensions[1]]));
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (dy, weight) = (inputs[0], inputs[1]);
        var result = NumericArray.Zeros([.. dy.Shape.Take(dy.Shape.Length - 1), weight.Columns]);
        for (var r = 0; r < dy.Rows; r++)
        {
            for (var k = 0; k < weight.Columns; k++)
            {
                for (var n = 0; n < weight.Rows; n++)
                    result.Data[(r * weight.Columns) + k] += dy.Data[(r * dy.Columns) + n] * weight.Data[(n * weight.Columns) + k];
            }
        }

        return result;
    }
}
