namespace CompressDsl.Training;

/// <summary>The bins of a histogram that are not empty, in rising order; zeros left out.</summary>
/// <param name="bins">Bins that there may be at most.</param>
internal sealed class BinnedValues(int bins)
{
    private readonly float[] centres = new float[bins];
    private readonly long[] counts = new long[bins];
    private int used;

    public BinnedValues(StreamingHistogram histogram)
        : this(histogram.Bins) => Take(histogram);

    /// <summary>Middles of the bins.</summary>
    public ReadOnlySpan<float> Centres => centres.AsSpan(0, used);

    /// <summary>Values in the bins.</summary>
    public ReadOnlySpan<long> Counts => counts.AsSpan(0, used);

    /// <summary>Width of a bin.</summary>
    public double Width { get; private set; }

    /// <summary>Takes the values of another histogram in place of those that are there.</summary>
    public void Take(StreamingHistogram histogram)
    {
        (used, Width) = (0, histogram.Width);
        for (var bin = 0; bin < histogram.Bins; bin++)
        {
            if (histogram[bin] == 0) continue;
            // The outermost bins reach past the values.
            centres[used] = Math.Clamp((float)(histogram.Edge(bin) + (Width / 2)), histogram.Range.Min, histogram.Range.Max);
            counts[used++] = histogram[bin];
        }
    }
}
