namespace CompressDsl.Training;

/// <summary>Reads a data set in a given order.</summary>
internal sealed class DatasetCursor(IDataset dataset, int[] order) : IBatchCursor
{
    private int position;

    /// <inheritdoc/>
    public bool MoveNext(Batch batch)
    {
        batch.Clear();
        while (position < order.Length && !batch.IsFull) dataset.Append(order[position++], batch);
        return batch.Rows > 0;
    }

    /// <inheritdoc/>
    public void Skip(int samples) => position = Math.Min(order.Length, position + samples);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
