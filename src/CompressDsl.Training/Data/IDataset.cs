namespace CompressDsl.Training;

/// <summary>Samples that can be read in any order, by several threads at once.</summary>
public interface IDataset : IDataSource
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>Adds sample <paramref name="index"/> to a batch.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    /// <param name="batch">A batch of the same <see cref="IDataSource.Shape"/> with room left.</param>
    void Append(int index, Batch batch);

    /// <inheritdoc/>
    int? IDataSource.SamplesPerEpoch => Count;

    /// <inheritdoc/>
    IBatchCursor IDataSource.Open(ulong seed, int epoch) => new DatasetCursor(this, Shuffle.Order(Count, seed, epoch));
}
