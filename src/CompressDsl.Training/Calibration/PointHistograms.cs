namespace CompressDsl.Training;

/// <summary>A histogram for every quantisation point.</summary>
/// <param name="points">Number of points.</param>
/// <param name="bins">Bins of each.</param>
internal sealed unsafe class PointHistograms(int points, int bins) : IPassObserver
{
    private readonly StreamingHistogram[] histograms = [.. Enumerable.Range(0, points).Select(_ => new StreamingHistogram(bins))];

    /// <summary>The histogram of a point.</summary>
    public StreamingHistogram this[int point] => histograms[point];

    /// <inheritdoc/>
    public void Point(int point, float* x, int count) => histograms[point].Add(x, count);

    /// <summary>Adds the values of others.</summary>
    public void Add(PointHistograms other)
    {
        for (var p = 0; p < histograms.Length; p++) histograms[p].Add(other[p]);
    }
}
