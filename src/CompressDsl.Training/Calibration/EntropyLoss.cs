using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Kullback-Leibler divergence between the values, the clipped ones counted at the ends, and what is left of them when the values of every
/// level of the grid can no longer be told apart (S. Migacz, "8-bit Inference with TensorRT", GTC 2017).
/// </summary>
internal sealed class EntropyLoss : IRangeLoss
{
    // What a level without values has, so that the divergence stays finite.
    private const double Nothing = 1e-9;

    private readonly double[] masses = new double[ActivationGrid.Max + 1];
    private readonly int[] bins = new int[ActivationGrid.Max + 1];

    /// <inheritdoc/>
    public double? Of(BinnedValues values, ActivationGrid grid)
    {
        if (grid.Scale < values.Width) return null;
        ReadOnlySpan<float> centres = values.Centres;
        ReadOnlySpan<long> counts = values.Counts;
        var (first, last) = Inside(centres, grid);
        if (first > last) return null;
        Array.Clear(masses);
        Array.Clear(bins);
        double inside = 0, below = Sum(counts, 0, first), above = Sum(counts, last + 1, counts.Length);
        for (var i = first; i <= last; i++)
        {
            var level = grid.Quantize(centres[i]);
            masses[level] += counts[i];
            bins[level]++;
            inside += counts[i];
        }

        var all = inside + below + above;
        var divergence = 0.0;
        for (var i = first; i <= last; i++)
        {
            var level = grid.Quantize(centres[i]);
            var p = (counts[i] + (i == first ? below : 0) + (i == last ? above : 0)) / all;
            var q = masses[level] / bins[level] / inside;
            divergence += p * Math.Log(p / Math.Max(q, Nothing));
        }

        return divergence;
    }

    /// <summary>First and last bin that the grid does not clip.</summary>
    private static (int First, int Last) Inside(ReadOnlySpan<float> centres, ActivationGrid grid)
    {
        var (low, high) = (grid.Dequantize(0) - (grid.Scale / 2), grid.Dequantize(grid.Highest) + (grid.Scale / 2));
        var (first, last) = (0, centres.Length - 1);
        while (first <= last && centres[first] < low) first++;
        while (last >= first && centres[last] > high) last--;
        return (first, last);
    }

    private static double Sum(ReadOnlySpan<long> counts, int from, int to)
    {
        double sum = 0;
        for (var i = from; i < to; i++) sum += counts[i];
        return sum;
    }
}
