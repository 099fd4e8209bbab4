namespace CompressDsl.Training.Tests.Generated;

/// <summary>A data set that fails after some samples, as a killed process would.</summary>
internal sealed class DyingDataset(IDataset inner, int dieAfter) : IDataset
{
    private int read;

    public SampleShape Shape => inner.Shape;

    public int Count => inner.Count;

    public void Append(int index, Batch batch)
    {
        if (++read > dieAfter) throw new IOException("killed");
        inner.Append(index, batch);
    }
}
