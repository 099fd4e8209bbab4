namespace CompressDsl.Training;

/// <summary>A pass over a data source, batch by batch.</summary>
public interface IBatchCursor : IDisposable
{
    /// <summary>Clears <paramref name="batch"/> and fills it with the next samples; the last one of a pass may be smaller.</summary>
    /// <param name="batch">Receives the samples.</param>
    /// <returns>False when there are no more samples (the batch is then empty).</returns>
    bool MoveNext(Batch batch);

    /// <summary>Leaves out samples: how a resumed run finds its place.</summary>
    /// <param name="samples">How many.</param>
    void Skip(int samples);
}
