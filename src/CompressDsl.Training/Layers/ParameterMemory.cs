using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Small movements between the memory of a shard and its surroundings.</summary>
public static unsafe class ParameterMemory
{
    /// <summary><c>sum[c] += rows of x</c>, in order: a parameter's gradient over the samples.</summary>
    /// <param name="x"><c>[rows, columns]</c>.</param>
    /// <param name="sum"><c>[columns]</c>, added to.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static void AddRows(float* x, float* sum, int rows, int columns)
    {
        var total = new Span<float>(sum, columns);
        for (var r = 0; r < rows; r++) TensorPrimitives.Add(total, new ReadOnlySpan<float>(x + ((nint)r * columns), columns), total);
    }

    /// <summary>Copies the first columns of every row.</summary>
    /// <param name="from"><c>[Rows, Stride]</c>.</param>
    /// <param name="to"><c>[Rows, Columns]</c>.</param>
    /// <param name="copy">The sizes.</param>
    public static void TakeColumns(float* from, float* to, RowCopy copy)
    {
        for (var r = 0; r < copy.Rows; r++)
        {
            new ReadOnlySpan<float>(from + ((nint)r * copy.Stride), copy.Columns).CopyTo(new Span<float>(to + ((nint)r * copy.Columns), copy.Columns));
        }
    }
}
