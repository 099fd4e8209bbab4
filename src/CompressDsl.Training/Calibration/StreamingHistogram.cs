namespace CompressDsl.Training;

/// <summary>
/// A histogram of any number of values in a fixed number of bins. It covers [-2^e, 2^e) with the smallest e that holds all values; when a
/// larger one comes, neighbouring bins are merged. As bins are dyadic, the result does not depend on the order of the values, nor on how
/// they were divided over histograms that are merged later. Zeros are counted apart: every grid holds them exactly.
/// </summary>
/// <param name="bins">A power of two; half of them for negative values.</param>
internal sealed unsafe class StreamingHistogram(int bins)
{
    private const int SmallestExponent = -100;

    private readonly long[] counts = new long[bins];
    private readonly int half = bins / 2;
    private int exponent = SmallestExponent;

    /// <summary>Values seen, zeros included.</summary>
    public long Count { get; private set; }

    /// <summary>Values that were exactly 0.</summary>
    public long Zeros { get; private set; }

    /// <summary>Smallest and largest value.</summary>
    public ValueRange Range { get; private set; } = ValueRange.Empty;

    /// <summary>Whether a value was infinite or not a number; such blocks are not counted.</summary>
    public bool HasNonFinite { get; private set; }

    /// <summary>Number of bins.</summary>
    public int Bins => counts.Length;

    /// <summary>Width of a bin.</summary>
    public double Width => Math.ScaleB(1.0, exponent) / half;

    /// <summary>Values in bin <paramref name="bin"/>, zeros left out.</summary>
    public long this[int bin] => counts[bin];

    /// <summary>Lower edge of bin <paramref name="bin"/>.</summary>
    public double Edge(int bin) => (bin - half) * Width;

    /// <summary>Number of the first bin of values above 0.</summary>
    public int FirstPositive => half;

    /// <summary>Adds values.</summary>
    /// <param name="x">First value.</param>
    /// <param name="count">How many.</param>
    public void Add(float* x, int count)
    {
        if (count == 0) return;
        var seen = ValueRange.Of(x, count);
        if (!float.IsFinite(seen.Min) || !float.IsFinite(seen.Max))
        {
            HasNonFinite = true;
            return;
        }

        Range = Range.Union(seen);
        Grow(ExponentOf(Range));
        var perUnit = MathF.ScaleB(half, -exponent);
        long zeros = 0;
        for (var i = 0; i < count; i++)
        {
            if (x[i] == 0) zeros++;
            else counts[half + (int)MathF.Floor(x[i] * perUnit)]++;
        }

        (Zeros, Count) = (Zeros + zeros, Count + count);
    }

    /// <summary>Adds the values of another histogram of as many bins.</summary>
    public void Add(StreamingHistogram other)
    {
        HasNonFinite |= other.HasNonFinite;
        if (other.Count == 0) return;
        Range = Range.Union(other.Range);
        Grow(other.exponent);
        var shift = Math.Min(31, exponent - other.exponent);
        for (var i = 0; i < counts.Length; i++) counts[half + ((i - half) >> shift)] += other.counts[i];
        (Zeros, Count) = (Zeros + other.Zeros, Count + other.Count);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        (exponent, Count, Zeros, Range, HasNonFinite) = (SmallestExponent, 0, 0, ValueRange.Empty, false);
    }

    /// <summary>
    /// Adds what other ranks have counted in their bins; zeros and <see cref="Count"/> stay those of this one. All ranks have to call it.
    /// </summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="range">Smallest and largest value of all ranks: it makes their bins the same.</param>
    /// <param name="scratch">A number per bin.</param>
    public void AddBins(Communicator ranks, ValueRange range, Span<double> scratch)
    {
        Range = Range.Union(range);
        Grow(ExponentOf(Range));
        for (var i = 0; i < counts.Length; i++) scratch[i] = counts[i];
        ranks.AllReduce(scratch, ReduceOperation.Sum);
        for (var i = 0; i < counts.Length; i++) counts[i] = (long)scratch[i];
    }

    /// <summary>Share of the values in bins whose middle lies outside a range, 0 to 1; 0 itself is never outside.</summary>
    public double ShareOutside(ValueRange range)
    {
        long outside = 0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] == 0) continue;
            var middle = Math.Clamp(Edge(bin) + (Width / 2), Range.Min, Range.Max);
            if (middle < range.Min || middle > range.Max) outside += counts[bin];
        }

        return Count == 0 ? 0 : outside / (double)Count;
    }

    /// <summary>Smallest e with -2^e &lt; min and max &lt; 2^e.</summary>
    private static int ExponentOf(ValueRange range)
    {
        var largest = Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));
        return largest == 0 ? SmallestExponent : Math.Max(SmallestExponent, MathF.ILogB(largest) + 1);
    }

    private void Grow(int wanted)
    {
        if (wanted <= exponent) return;
        var shift = Math.Min(31, wanted - exponent);
        // From the middle outwards: a bin has been emptied before another is added to it.
        for (var i = half; i < counts.Length; i++) Move(i, half + ((i - half) >> shift));
        for (var i = half - 1; i >= 0; i--) Move(i, half + ((i - half) >> shift));
        exponent = wanted;
    }

    private void Move(int from, int to)
    {
        if (from == to) return;
        counts[to] += counts[from];
        counts[from] = 0;
    }
}
