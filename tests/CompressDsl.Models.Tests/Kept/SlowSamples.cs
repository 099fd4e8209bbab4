using System.Diagnostics;
using CompressDsl.Training;

namespace CompressDsl.Models.Tests.Kept;

/// <summary>Samples that take their time, so that several processes find something to do, and that may kill the process.</summary>
/// <param name="inner">The samples.</param>
/// <param name="dieAfter">So many are read before the process is killed; 0 for never.</param>
internal sealed class SlowSamples(IDataset inner, int dieAfter) : IDataset
{
    private const int Rest = 32;
    private int read;

    public SampleShape Shape => inner.Shape;

    public int Count => inner.Count;

    public void Append(int index, Batch batch)
    {
        inner.Append(index, batch);
        var number = Interlocked.Increment(ref read);
        if (number == dieAfter) Process.GetCurrentProcess().Kill();
        if (number % Rest == 0) Thread.Sleep(8);
    }
}
