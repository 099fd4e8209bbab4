namespace CompressDsl.Training;

/// <summary>The bins of a histogram that are not empty, in rising order; zeros left out.</summary>
internal sealed class BinnedValues
{
    public BinnedValues(StreamingHistogram histogram)
    {
        var used = Enumerable.Range(0, histogram.Bins).Where(b => histogram[b] > 0).ToArray();
        Counts = [.. used.Select(b => histogram[b])];
        Width = histogram.Width;
        // The outermost bins reach past the values.
        Centres = [.. used.Select(b => Math.Clamp((float)(histogram.Edge(b) + (Width / 2)), histogram.Range.Min, histogram.Range.Max))];
    }

    /// <summary>Middles of the bins.</summary>
    public float[] Centres { get; }

    /// <summary>Values in the bins.</summary>
    public long[] Counts { get; }

    /// <summary>Width of a bin.</summary>
    public double Width { get; }
}
