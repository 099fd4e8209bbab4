using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Killed;

/// <summary>Samples that take their time, and say so: whoever reads the output knows how far the run is, on every machine.</summary>
/// <param name="inner">The samples.</param>
/// <param name="every">After so many of them there is a line.</param>
internal sealed class SlowDataset(IDataset inner, int every) : IDataset
{
    private int read;

    public SampleShape Shape => inner.Shape;

    public int Count => inner.Count;

    public void Append(int index, Batch batch)
    {
        inner.Append(index, batch);
        if (++read % every != 0) return;
        Console.WriteLine(read);
        Thread.Sleep(2);
    }
}
