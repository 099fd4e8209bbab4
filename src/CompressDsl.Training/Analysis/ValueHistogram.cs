using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How values are spread, zeros left out.</summary>
/// <param name="Min">Smallest value: where the first bar begins.</param>
/// <param name="Max">Largest value: where the last bar ends.</param>
/// <param name="Counts">Values in bars of one width.</param>
/// <param name="Zeros">Share of all values that are exactly 0, 0 to 1.</param>
public sealed record ValueHistogram(float Min, float Max, EquatableArray<long> Counts, double Zeros)
{
    /// <summary>The histogram of values in memory.</summary>
    internal static ValueHistogram Of(ReadOnlySpan<float> values, int bars)
    {
        var (min, max, zeros) = (0f, 0f, 0L);
        foreach (var value in values) (min, max) = (Math.Min(min, value), Math.Max(max, value));
        var counts = new long[bars];
        foreach (var value in values)
        {
            if (value == 0) zeros++;
            else counts[BarOf(value, min, max, bars)]++;
        }

        return new ValueHistogram(min, max, counts, values.IsEmpty ? 0 : zeros / (double)values.Length);
    }

    /// <summary>A streaming histogram in fewer bars; a bin counts where its middle lies.</summary>
    internal static ValueHistogram Of(StreamingHistogram values, int bars)
    {
        var (min, max) = (Math.Min(0, values.Range.Min), Math.Max(0, values.Range.Max));
        var counts = new long[bars];
        for (var bin = 0; bin < values.Bins; bin++)
        {
            if (values[bin] > 0) counts[BarOf(values.Edge(bin) + (values.Width / 2), min, max, bars)] += values[bin];
        }

        return new ValueHistogram(min, max, counts, values.Count == 0 ? 0 : values.Zeros / (double)values.Count);
    }

    private static int BarOf(double value, float min, float max, int bars) => Math.Clamp((int)((value - min) / ((double)max - min) * bars), 0, bars - 1);
}
