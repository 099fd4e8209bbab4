namespace CompressDsl.Training;

/// <summary>Compares one output of the trained and of the compiled network.</summary>
/// <param name="width">Values of the output.</param>
/// <param name="layerStep">How far one activation that is rounded to the other side moves it; null where the network does not tell.</param>
internal sealed class OutputComparison(int width, double? layerStep)
{
    // Sums of float32 products in another order: 2^-24 for each of some hundred terms.
    private const double Rounding = 1.0 / (1 << 16);

    private readonly List<float> leads = [];
    private ValueRange range = ValueRange.Empty;
    private double rounding;

    /// <summary>Largest difference of a value.</summary>
    public double Largest { get; private set; }

    /// <summary>See <see cref="SelfTestResult.OtherClass"/>; a single value has no class.</summary>
    public int OtherClass => leads.Count(lead => lead > Limit);

    /// <summary>See <see cref="SelfTestResult.Step"/>.</summary>
    public double Step => range.IsEmpty ? 0 : (layerStep ?? ((range.Max - range.Min) / 255.0)) + (Rounding * Magnitude);

    /// <summary>See <see cref="SelfTestResult.Limit"/>.</summary>
    public double Limit => Math.Max(Step, rounding);

    /// <summary>The largest difference as a share of the limit.</summary>
    public double Share => Largest == 0 ? 0 : Largest / Limit;

    private double Magnitude => Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));

    /// <summary>Takes a sample.</summary>
    public void Add(ReadOnlySpan<float> trained, ReadOnlySpan<float> compiled)
    {
        for (var i = 0; i < width; i++) range = range.Union(new ValueRange(trained[i], trained[i]));
        Largest = Math.Max(Largest, Difference(trained, compiled));
        var (first, other) = (ArgMax.Of(trained), ArgMax.Of(compiled));
        if (width > 1 && first != other) leads.Add(trained[first] - trained[other]);
    }

    /// <summary>Takes what the trained network answers with its borders moved.</summary>
    public void AddRounding(ReadOnlySpan<float> trained, ReadOnlySpan<float> moved) =>
        rounding = Math.Max(rounding, Difference(trained, moved));

    private static double Difference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double largest = 0;
        for (var i = 0; i < a.Length; i++)
        {
            // A value that is no number is infinitely far away.
            var difference = Math.Abs((double)a[i] - b[i]);
            largest = Math.Max(largest, double.IsNaN(difference) ? double.PositiveInfinity : difference);
        }

        return largest;
    }
}
