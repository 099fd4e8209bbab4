using CompressDsl.Core;

namespace CompressDsl.Training.Tests.Calibration;

/// <summary>Ranges chosen from values.</summary>
public sealed unsafe class RangeTests
{
    private const int Bins = 8192;

    [Fact]
    public void The_range_of_least_squares_is_no_worse_than_any_of_a_fine_search()
    {
        var values = WithOutlier(400_000, 6);
        var best = RangeSearch.Best(Histogram(values), new SquaredErrorLoss(), 8);

        var fine = Enumerable.Range(20, 41).Min(k => Error(values, 0, k / 10f));
        Assert.True(Error(values, best.Min, best.Max) <= 1.02 * fine, $"{Error(values, best.Min, best.Max)} against {fine}");
        Assert.InRange(best.Max, 4f, 5.5f);
    }

    [Fact]
    public void Entropy_cuts_outliers_off_and_keeps_evenly_spread_values()
    {
        var far = RangeSearch.Best(Histogram(WithOutlier(40_000, 100)), new EntropyLoss(), 8);
        Assert.InRange(far.Max, 2f, 20f);

        float[] even = [.. Enumerable.Range(0, 50_000).Select(i => i / 50_000f)];
        var all = RangeSearch.Best(Histogram(even), new EntropyLoss(), 8);
        Assert.InRange(all.Max, 0.9f, 1f);
        Assert.Equal(0, all.Min);
    }

    [Fact]
    public void Entropy_is_the_divergence_of_its_definition()
    {
        // Values 1, 2, 3, 4 on a grid with the step 2 up to 510: 2, 2 (even), 4, 4 share their levels.
        float[] values = [.. Repeat(1.01f, 10), .. Repeat(2.01f, 30), .. Repeat(3.01f, 20), .. Repeat(4.01f, 40), .. Repeat(509f, 100)];
        var found = new EntropyLoss().Of(new BinnedValues(Histogram(values)), ActivationGrid.FromRange(0, 510));

        // 1.01 and 2.01 become 2; 3.01 and 4.01 become 4; 509 is alone: nobody is clipped.
        var expected = new[] { (10, 20.0), (30, 20.0), (20, 30.0), (40, 30.0), (100, 100.0) }.Sum(t => t.Item1 / 200.0 * Math.Log(t.Item1 / t.Item2));
        Assert.Equal(expected, found!.Value, 12);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(99.9)]
    [InlineData(90)]
    public void A_percentile_clips_at_most_its_share(double percentile)
    {
        var values = WithOutlier(40_000, 100);
        var range = PercentileRange.Of(Histogram(values), percentile);

        var allowed = (100 - percentile) / 100 * values.Length;
        Assert.True(values.Count(v => v > range.Max) <= allowed);
        Assert.True(values.Count(v => v < range.Min) <= allowed);
        if (percentile == 100) Assert.Equal(new ValueRange(values.Min(), values.Max()), range);
        else Assert.True(range.Max < 0.5f * values.Max());
    }

    [Fact]
    public void Only_zeros_give_the_range_of_zeros()
    {
        var zeros = Histogram(new float[10]);
        Assert.Equal(new ValueRange(0, 0), RangeSearch.Best(zeros, new EntropyLoss(), 8));
        Assert.Equal(new ValueRange(0, 0), RangeSearch.Best(zeros, new SquaredErrorLoss(), 8));
        Assert.Equal(new ValueRange(0, 0), PercentileRange.Of(zeros, 99));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void One_factor_for_both_ends_keeps_the_place_of_zero_and_is_no_worse_than_any_of_a_fine_search(int bits)
    {
        var random = new CounterRandom(5, 0);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.NextFloat(-0.5f, 0.5f)) - 0.3f), 4, -8];
        var binned = new BinnedValues(Bins);
        var loss = new SquaredErrorLoss();
        binned.Take(Histogram(values));
        var seen = new ValueRange(values.Min(), values.Max());
        RangeSearch.BestOfOneFactor(binned, seen, loss, bits);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var best = RangeSearch.BestOfOneFactor(binned, seen, loss, bits);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(seen.Min / seen.Max, best.Min / best.Max, 1e-5f);
        var fine = Enumerable.Range(1, 400).Min(k => Error(values, seen.Min * k / 400, seen.Max * k / 400, bits));
        Assert.True(Error(values, best.Min, best.Max, bits) <= 1.03 * fine, $"{Error(values, best.Min, best.Max, bits)} against {fine}");
        Assert.True(best.Max < 0.8f * seen.Max || bits == 8);
    }

    private static IEnumerable<float> Repeat(float value, int count) => Enumerable.Repeat(value, count);

    /// <summary>A normal distribution, zeros below 0 as behind a Relu, and one large value.</summary>
    private static float[] WithOutlier(int count, float outlier)
    {
        var random = new CounterRandom(11, 0);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Max(0, Enumerable.Range(0, 12).Sum(_ => random.NextFloat(-0.5f, 0.5f)))), outlier];
    }

    private static StreamingHistogram Histogram(float[] values)
    {
        var histogram = new StreamingHistogram(Bins);
        fixed (float* x = values) histogram.Add(x, values.Length);
        return histogram;
    }

    private static double Error(float[] values, float min, float max, int bits = 8)
    {
        var grid = ActivationGrid.FromRange(min, max, bits);
        return values.Sum(v => Math.Pow(v - grid.FakeQuantize(v), 2));
    }
}
