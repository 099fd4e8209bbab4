using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// The range with the smallest loss. Of <see cref="Best"/> both ends are drawn in, one after the other, in steps of 2^(-1/16), until neither gains.
/// </summary>
internal static class RangeSearch
{
    private const int StepsPerOctave = 16;
    private const int Octaves = 8;
    private const int MaxRounds = 4;

    /// <summary>The best range; among equals the widest.</summary>
    /// <param name="histogram">The values; at least one.</param>
    /// <param name="loss">What is to be small.</param>
    /// <param name="bits">Bits of the grid.</param>
    public static ValueRange Best(StreamingHistogram histogram, IRangeLoss loss, int bits)
    {
        var values = new BinnedValues(histogram);
        var best = new ValueRange(Math.Min(histogram.Range.Min, 0), Math.Max(histogram.Range.Max, 0));
        if (values.Counts.Length == 0) return best;
        var smallest = LossOf(best) ?? double.PositiveInfinity;
        for (var round = 0; round < MaxRounds; round++)
        {
            var before = best;
            foreach (var candidate in Highs(best.Max)) Try(best with { Max = candidate });
            foreach (var candidate in Highs(best.Min)) Try(best with { Min = candidate });
            if (best == before) break;
        }

        return best;

        double? LossOf(ValueRange range) => loss.Of(values, ActivationGrid.FromRange(range.Min, range.Max, bits));

        void Try(ValueRange range)
        {
            if (LossOf(range) is not { } found || found >= smallest) return;
            (best, smallest) = (range, found);
        }
    }

    /// <summary>
    /// The best range among those whose ends are both drawn in by the same factor: the place of 0 among the levels stays, and neither side is given
    /// up for the other, as the search end by end does where levels are few. Allocates nothing.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="seen">From the smallest to the largest of them.</param>
    /// <param name="loss">What is to be small.</param>
    /// <param name="bits">Bits of the grid.</param>
    public static ValueRange BestOfOneFactor(BinnedValues values, ValueRange seen, IRangeLoss loss, int bits)
    {
        var (best, smallest) = (seen, double.PositiveInfinity);
        for (var k = 0; k <= StepsPerOctave * Octaves; k++)
        {
            var factor = (float)Math.Pow(2, -k / (double)StepsPerOctave);
            var range = new ValueRange(Math.Min(seen.Min, 0) * factor, Math.Max(seen.Max, 0) * factor);
            if (loss.Of(values, ActivationGrid.FromRange(range.Min, range.Max, bits)) is not { } found || found >= smallest) continue;
            (best, smallest) = (range, found);
        }

        return best;
    }

    private static IEnumerable<float> Highs(float end) => end == 0
        ? []
        : Enumerable.Range(1, StepsPerOctave * Octaves).Select(k => (float)(end * Math.Pow(2, -k / (double)StepsPerOctave)));
}
