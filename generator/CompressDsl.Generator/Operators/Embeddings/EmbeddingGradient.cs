using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a lookup with respect to its table: every token's row gets the gradients of its uses, added up. Operands: ids [n], dy
/// ([n, dimensions], or [dimensions] where rows were pooled); result [tokens, dimensions].
/// </summary>
internal sealed record EmbeddingGradient(int Tokens, Pooling Pooling) : TrainingOperator
{
    public override bool SumsOverBatch => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Shape.Of(Tokens, inputs[1].Shape.Columns));

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (ids, dy) = (inputs[0], inputs[1]);
        var result = NumericArray.Zeros(Tokens, dy.Columns);
        for (var t = 0; t < ids.Length; t++)
        {
            for (var c = 0; c < dy.Columns; c++)
            {
                var gradient = Pooling == Pooling.None ? dy[t, c] : dy.Data[c] / (Pooling == Pooling.Mean ? ids.Length : 1);
                result.Data[((int)ids.Data[t] * dy.Columns) + c] += gradient;
            }
        }

        return result;
    }
}
