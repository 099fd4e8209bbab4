using System.Numerics.Tensors;
using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Rounds the weights of outputs that read the same inputs. What it returns lies on the grid that the build finds by itself: in every group
/// that shares a scale the largest weight becomes the largest number of the grid, so that the scale can be read off it.
/// </summary>
internal sealed class WeightRounder
{
    private readonly int depth;
    private readonly int max;
    private readonly int size;
    private readonly ScaleSearch search;
    private readonly double[] moments;
    private readonly double[] importance;
    private readonly bool searches;

    // Inputs in the order of their second moments, ascending, and the factor in that order; null for rounding to nearest.
    private readonly int[] order = [];
    private readonly double[]? factor;

    /// <param name="grid">Their grid: symmetric, with a scale for every output or group of inputs.</param>
    /// <param name="moments">Second moments of the inputs, <c>[depth, depth]</c>.</param>
    /// <param name="options">How.</param>
    public WeightRounder(WeightGrid grid, double[] moments, PostTrainingOptions options)
    {
        (depth, max, this.moments) = (grid.Columns, grid.Max, moments);
        size = grid.GroupSize == 0 ? depth : grid.GroupSize;
        (search, searches) = (new ScaleSearch(grid), options.SearchScales);
        importance = [.. Enumerable.Range(0, depth).Select(k => moments[(k * depth) + k])];
        if (options.Rounding == RoundingMethod.Nearest || importance.Sum() == 0) return;
        order = [.. Enumerable.Range(0, depth).OrderBy(k => importance[k]).ThenByDescending(k => k)];
        factor = Factor(options.Damping);
    }

    /// <summary>Rounds a row.</summary>
    /// <param name="weights">The weights, zero where they are masked.</param>
    /// <param name="mask">1 = kept, 0 = pruned; empty for no mask.</param>
    /// <returns>The weights on their grid, and the squared error of the output: as the build would round them, and now.</returns>
    public (float[] Values, double Nearest, double Now) Round(ReadOnlySpan<float> weights, ReadOnlySpan<byte> mask)
    {
        var largest = Scales(weights, searched: false);
        var best = Nearest(weights, largest);
        var nearest = Error(weights, best);
        var now = nearest;
        void Try(float[] values, double error)
        {
            if (error < now) (best, now) = (values, error);
        }

        if (!searches && factor is null) return (best, nearest, now);
        var scales = searches ? Scales(weights, searched: true) : largest;
        if (searches && Nearest(weights, scales) is var narrower) Try(narrower, Error(weights, narrower));
        if (factor is not null && FeedBack(weights, mask, scales) is var compensated) Try(compensated, Error(weights, compensated));
        return (best, nearest, now);
    }

    /// <summary>Squared magnitude of the output of a row.</summary>
    public double Signal(ReadOnlySpan<float> weights) => Error(weights, new float[depth]);

    private float[] Scales(ReadOnlySpan<float> weights, bool searched)
    {
        var scales = new float[(depth + size - 1) / size];
        for (var g = 0; g < scales.Length; g++)
        {
            var group = weights.Slice(g * size, Math.Min(size, depth - (g * size)));
            scales[g] = searched ? search.Best(group, importance.AsSpan(g * size, group.Length)) : search.Repeatable(Math.Abs(TensorPrimitives.MaxMagnitude(group)));
        }

        return scales;
    }

    private float[] Nearest(ReadOnlySpan<float> weights, float[] scales)
    {
        var values = new float[depth];
        for (var k = 0; k < depth; k++) values[k] = OnGrid(weights[k], scales[k / size]);
        return values;
    }

    private float OnGrid(double weight, float scale) => (float)Math.Clamp(Math.Round(weight / scale), -max, max) * scale;

    /// <summary>Rounds one weight after the other, those of the largest inputs first; the others take over its error.</summary>
    private float[] FeedBack(ReadOnlySpan<float> weights, ReadOnlySpan<byte> mask, float[] scales)
    {
        var (values, left) = (new float[depth], new double[depth]);
        for (var t = 0; t < depth; t++) left[t] = weights[order[t]];
        var ends = Ends(weights, scales);
        for (var t = depth - 1; t >= 0; t--)
        {
            var (k, scale) = (order[t], scales[order[t] / size]);
            if (ends[k / size] == k) values[k] = Math.Sign(weights[k]) * max * scale;
            else if (mask.IsEmpty || mask[k] != 0) values[k] = OnGrid(left[t], scale);
            var error = (left[t] - values[k]) / factor![(t * depth) + t];
            FixedVector.AddScaled(left.AsSpan(0, t), -error, factor.AsSpan(t * depth, t));
        }

        return values;
    }

    /// <summary>The largest weight of each group, which stays the largest; -1 in a group of zeros, or of numbers too small for a scale.</summary>
    private int[] Ends(ReadOnlySpan<float> weights, float[] scales)
    {
        var ends = new int[(depth + size - 1) / size];
        for (var g = 0; g < ends.Length; g++)
        {
            ends[g] = (g * size) + TensorPrimitives.IndexOfMaxMagnitude(weights.Slice(g * size, Math.Min(size, depth - (g * size))));
            if (Math.Abs(weights[ends[g]]) < scales[g]) ends[g] = -1;
        }

        return ends;
    }

    private double Error(ReadOnlySpan<float> weights, float[] values)
    {
        var (differences, sums) = (new double[depth], new double[depth]);
        for (var k = 0; k < depth; k++) differences[k] = (double)weights[k] - values[k];
        for (var k = 0; k < depth; k++)
        {
            if (differences[k] != 0) FixedVector.AddScaled(sums, differences[k], moments.AsSpan(k * depth, depth));
        }

        var error = 0.0;
        for (var k = 0; k < depth; k++) error += sums[k] * differences[k];
        return Math.Max(0, error);
    }

    /// <summary>The factor of the damped moments; more damping where rounding has made them indefinite.</summary>
    private double[] Factor(double damping)
    {
        while (true)
        {
            var matrix = new double[depth * depth];
            for (var t = 0; t < depth; t++)
            {
                for (var u = 0; u < depth; u++) matrix[(t * depth) + u] = moments[(order[t] * depth) + order[u]];
                matrix[(t * depth) + t] += damping * importance.Average();
            }

            if (InverseFactor.Of(matrix, depth) is { } found) return found;
            damping *= 10;
        }
    }
}
