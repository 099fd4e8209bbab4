namespace CompressDsl.Training;

/// <summary>The range that is left when values are cut off at both ends.</summary>
internal static class PercentileRange
{
    /// <summary>The narrowest range of whole bins outside which lie, at either end, at most 100 - <paramref name="percentile"/> percent of the values.</summary>
    /// <param name="histogram">The values; at least one.</param>
    /// <param name="percentile">Above 50, at most 100.</param>
    public static ValueRange Of(StreamingHistogram histogram, double percentile)
    {
        var allowed = (long)((100 - percentile) / 100 * histogram.Count);
        var seen = histogram.Range;
        return new ValueRange(
            Math.Max(seen.Min, Low(histogram, allowed)),
            Math.Min(seen.Max, High(histogram, allowed)));
    }

    private static float Low(StreamingHistogram histogram, long allowed)
    {
        for (var bin = 0; bin < histogram.FirstPositive; bin++)
        {
            allowed -= histogram[bin];
            if (allowed < 0) return (float)histogram.Edge(bin);
        }

        return 0;
    }

    private static float High(StreamingHistogram histogram, long allowed)
    {
        for (var bin = histogram.Bins - 1; bin >= histogram.FirstPositive; bin--)
        {
            allowed -= histogram[bin];
            if (allowed < 0) return (float)histogram.Edge(bin + 1);
        }

        return 0;
    }
}
