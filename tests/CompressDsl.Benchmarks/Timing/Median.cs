namespace CompressDsl.Benchmarks.Timing;

/// <summary>The figure in the middle, which a few slow runs do not move.</summary>
internal static class Median
{
    /// <summary>The median of one or more values.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
