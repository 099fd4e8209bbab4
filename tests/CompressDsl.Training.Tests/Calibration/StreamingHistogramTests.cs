using Xunit.Abstractions;

namespace CompressDsl.Training.Tests.Calibration;

/// <summary>Histograms that any number of values go through.</summary>
public sealed unsafe class StreamingHistogramTests(ITestOutputHelper output)
{
    private const int Bins = 1024;
    private readonly ulong seed = (ulong)Seeds.Next(output);

    [Fact]
    public void Bins_hold_what_counting_at_the_end_gives()
    {
        var values = Values(20_000);
        var histogram = new StreamingHistogram(Bins);
        foreach (var part in values.Chunk(700)) Add(histogram, part);

        Assert.Equal(values.Length, histogram.Count);
        Assert.Equal(values.Count(v => v == 0), histogram.Zeros);
        Assert.Equal(new ValueRange(values.Min(), values.Max()), histogram.Range);
        Assert.True(histogram.Edge(0) < values.Min() && histogram.Edge(Bins) > values.Max());
        Assert.True(2 * values.Max(Math.Abs) >= histogram.Edge(Bins), "the bins are no wider than they have to be");
        for (var bin = 0; bin < Bins; bin++)
            Assert.Equal(values.Count(v => v != 0 && v >= histogram.Edge(bin) && v < histogram.Edge(bin + 1)), histogram[bin]);
    }

    [Fact]
    public void Neither_order_nor_division_counts()
    {
        var values = Values(5000);
        var (rising, falling) = (new StreamingHistogram(Bins), new StreamingHistogram(Bins));
        foreach (var part in values.Order().Chunk(64)) Add(rising, part);
        StreamingHistogram[] parts = [new(Bins), new(Bins), new(Bins)];
        foreach (var (part, i) in values.OrderDescending().Chunk(64).Select((p, i) => (p, i))) Add(parts[i % 3], part);
        foreach (var part in parts) falling.Add(part);

        Assert.Equal(rising.Range, falling.Range);
        Assert.Equal(Enumerable.Range(0, Bins).Select(b => rising[b]), Enumerable.Range(0, Bins).Select(b => falling[b]));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-1f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    [InlineData(float.Epsilon)]
    [InlineData(-1e-38f)]
    public void A_value_at_the_edge_of_the_numbers_has_a_bin(float value)
    {
        var histogram = new StreamingHistogram(Bins);
        Add(histogram, [value, value / 2]);

        Assert.Equal(2, Enumerable.Range(0, Bins).Sum(b => histogram[b]) + histogram.Zeros);
        Assert.Equal(0, histogram.ShareOutside(histogram.Range));
    }

    [Fact]
    public void What_is_not_finite_is_noted()
    {
        var histogram = new StreamingHistogram(Bins);
        Add(histogram, [1, float.NaN, 2]);
        Assert.True(histogram.HasNonFinite);

        var all = new StreamingHistogram(Bins);
        all.Add(histogram);
        Assert.True(all.HasNonFinite);
    }

    private float[] Values(int count)
    {
        var random = new CounterRandom(seed, 7);
        return [.. Enumerable.Range(0, count).Select(i => i % 9 == 0 ? 0f : random.NextFloat(-1, 1.5f) * MathF.ScaleB(1, random.Next(12)))];
    }

    private static void Add(StreamingHistogram histogram, float[] values)
    {
        fixed (float* x = values) histogram.Add(x, values.Length);
    }
}
