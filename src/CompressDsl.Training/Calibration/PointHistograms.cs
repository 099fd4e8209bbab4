namespace CompressDsl.Training;

/// <summary>A histogram for every quantisation point that is looked at.</summary>
/// <param name="histograms">By number of the point; null where it is not looked at.</param>
internal sealed unsafe class PointHistograms(StreamingHistogram?[] histograms) : IPassObserver
{
    /// <param name="points">Number of points; all are looked at.</param>
    /// <param name="bins">Bins of each.</param>
    public PointHistograms(int points, int bins)
        : this([.. Enumerable.Range(0, points).Select(_ => new StreamingHistogram(bins))])
    {
    }

    /// <summary>The histogram of a point that is looked at.</summary>
    public StreamingHistogram this[int point] => histograms[point]!;

    /// <inheritdoc/>
    public void Point(int point, float* x, int count) => histograms[point]?.Add(x, count);

    /// <summary>Adds the values of others.</summary>
    public void Add(PointHistograms other)
    {
        for (var p = 0; p < histograms.Length; p++) histograms[p]?.Add(other[p]);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        foreach (var histogram in histograms) histogram?.Clear();
    }
}
