using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Rows of a table chosen by token ids, over the rows of a shard, and their gradients. Sums run in the order of the ids.</summary>
public static unsafe class TableLookup
{
    /// <summary>Copies: <c>y[r, t] = table[ids[r, t]]</c>; what lies behind a sample's last id is left as it is.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="table"><c>[tokens, Dimensions]</c>.</param>
    /// <param name="y"><c>[Rows, MaxCount, Dimensions]</c>.</param>
    /// <param name="shape">The sizes.</param>
    public static void Copy(TokenRows tokens, float* table, float* y, EmbeddingShape shape)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var to = y + ((nint)r * shape.MaxCount * shape.Dimensions);
            foreach (var id in tokens[r])
            {
                Row(table, id, shape).CopyTo(new Span<float>(to, shape.Dimensions));
                to += shape.Dimensions;
            }
        }
    }

    /// <summary>Sums: <c>y[r] = sum over t of table[ids[r, t]]</c>.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="table"><c>[tokens, Dimensions]</c>.</param>
    /// <param name="y"><c>[Rows, Dimensions]</c>.</param>
    /// <param name="shape">The sizes.</param>
    public static void Sum(TokenRows tokens, float* table, float* y, EmbeddingShape shape)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var sum = new Span<float>(y + ((nint)r * shape.Dimensions), shape.Dimensions);
            sum.Clear();
            foreach (var id in tokens[r]) TensorPrimitives.Add(sum, Row(table, id, shape), sum);
        }
    }

    /// <summary>As <see cref="Sum"/>, divided by the number of ids; zeros for none.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="table"><c>[tokens, Dimensions]</c>.</param>
    /// <param name="y"><c>[Rows, Dimensions]</c>.</param>
    /// <param name="shape">The sizes.</param>
    public static void Mean(TokenRows tokens, float* table, float* y, EmbeddingShape shape)
    {
        Sum(tokens, table, y, shape);
        for (var r = 0; r < shape.Rows; r++)
        {
            var sum = new Span<float>(y + ((nint)r * shape.Dimensions), shape.Dimensions);
            TensorPrimitives.Multiply(sum, 1f / Math.Max(1, tokens.Count(r)), sum);
        }
    }

    /// <summary>Gradient of <see cref="Copy"/>: <c>dtable[ids[r, t]] += dy[r, t]</c>.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="dy"><c>[Rows, MaxCount, Dimensions]</c>.</param>
    /// <param name="dtable"><c>[tokens, Dimensions]</c>, added to.</param>
    /// <param name="shape">The sizes.</param>
    public static void CopyGradient(TokenRows tokens, float* dy, float* dtable, EmbeddingShape shape)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var from = dy + ((nint)r * shape.MaxCount * shape.Dimensions);
            foreach (var id in tokens[r])
            {
                var sum = Row(dtable, id, shape);
                TensorPrimitives.Add(sum, new ReadOnlySpan<float>(from, shape.Dimensions), sum);
                from += shape.Dimensions;
            }
        }
    }

    /// <summary>Gradient of <see cref="Sum"/>: <c>dtable[ids[r, t]] += dy[r]</c>.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="dy"><c>[Rows, Dimensions]</c>.</param>
    /// <param name="dtable"><c>[tokens, Dimensions]</c>, added to.</param>
    /// <param name="shape">The sizes.</param>
    public static void SumGradient(TokenRows tokens, float* dy, float* dtable, EmbeddingShape shape)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var from = new ReadOnlySpan<float>(dy + ((nint)r * shape.Dimensions), shape.Dimensions);
            foreach (var id in tokens[r])
            {
                var sum = Row(dtable, id, shape);
                TensorPrimitives.Add(sum, from, sum);
            }
        }
    }

    /// <summary>Gradient of <see cref="Mean"/>: <c>dtable[ids[r, t]] += dy[r] / count</c>.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="dy"><c>[Rows, Dimensions]</c>.</param>
    /// <param name="dtable"><c>[tokens, Dimensions]</c>, added to.</param>
    /// <param name="shape">The sizes.</param>
    public static void MeanGradient(TokenRows tokens, float* dy, float* dtable, EmbeddingShape shape)
    {
        for (var r = 0; r < shape.Rows; r++)
        {
            var from = new ReadOnlySpan<float>(dy + ((nint)r * shape.Dimensions), shape.Dimensions);
            var share = 1f / Math.Max(1, tokens.Count(r));
            foreach (var id in tokens[r])
            {
                var sum = Row(dtable, id, shape);
                TensorPrimitives.MultiplyAdd(from, share, sum, sum);
            }
        }
    }

    private static Span<float> Row(float* table, int id, EmbeddingShape shape) => new(table + ((nint)id * shape.Dimensions), shape.Dimensions);
}
