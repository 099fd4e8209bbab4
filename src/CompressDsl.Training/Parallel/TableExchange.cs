using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>
/// Sums the gradients of lookup tables up over the ranks: only rows that a rank has touched are sent, and every rank adds those of all
/// ranks in their order.
/// </summary>
internal sealed class TableExchange(GradientReducer gradients, Communicator ranks)
{
    private readonly double[] counts = new double[ranks.Size];
    private int[] rows = [];
    private float[] values = [];

    /// <summary>Puts the sum over the ranks in place of this rank's, whose shards have been added.</summary>
    public void Run()
    {
        if (gradients.TableColumns == 0) return;
        var (own, total) = ShareCounts();
        if (rows.Length < total) (rows, values) = (new int[2 * total], new float[2 * total * gradients.TableColumns]);
        var first = RowsBefore(ranks.Rank);
        gradients.TakeTouched(rows.AsSpan(first, own), values.AsSpan(first * gradients.TableColumns, own * gradients.TableColumns));
        for (int rank = 0, from = 0; rank < ranks.Size; from += (int)counts[rank++])
        {
            var length = (int)counts[rank];
            var ids = rows.AsSpan(from, length);
            var numbers = values.AsSpan(from * gradients.TableColumns, length * gradients.TableColumns);
            ranks.Broadcast(MemoryMarshal.AsBytes(ids), rank);
            ranks.Broadcast(MemoryMarshal.AsBytes(numbers), rank);
            gradients.AddTouched(ids, numbers);
        }
    }

    private (int Own, int Total) ShareCounts()
    {
        Array.Clear(counts);
        counts[ranks.Rank] = gradients.TouchedRowCount;
        ranks.AllReduce(counts, ReduceOperation.Sum);
        return ((int)counts[ranks.Rank], RowsBefore(ranks.Size));
    }

    private int RowsBefore(int rank)
    {
        double sum = 0;
        for (var i = 0; i < rank; i++) sum += counts[i];
        return (int)sum;
    }
}
