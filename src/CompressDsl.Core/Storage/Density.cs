namespace CompressDsl.Core;

/// <summary>A share in steps, four to every doubling: what was used so far, for <see cref="MatrixCode"/>.</summary>
internal static class Density
{
    /// <summary>Number of steps.</summary>
    public const int Count = 32;

    private const int Scale = 1 << 14;
    private const int Lowest = 6;

    /// <summary>The step of <paramref name="used"/> of <paramref name="all"/>, half of one added to both; the last step where there are none.</summary>
    public static int Of(long used, long all)
    {
        if (all == 0) return Count - 1;
        var ratio = ((2 * used) + 1) * Scale / ((2 * all) + 2);
        var doublings = 0;
        for (; ratio > 7; ratio >>= 1) doublings++;
        return (int)Math.Min(Count - 2, Math.Max(0, (4 * (doublings - Lowest)) + (ratio & 3)));
    }
}
