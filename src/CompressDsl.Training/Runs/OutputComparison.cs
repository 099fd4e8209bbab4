namespace CompressDsl.Training;

/// <summary>Compares one output of the trained and of the compiled network.</summary>
/// <param name="width">Values of the output.</param>
/// <param name="layerStep">How far one activation that is rounded to the other side moves it; null where the network does not tell.</param>
internal sealed class OutputComparison(int width, double? layerStep)
{
    // Sums of float32 products in another order: 2^-24 for each of some hundred terms.
    private const double Rounding = 1.0 / (1 << 16);

    private ValueRange range = ValueRange.Empty;
    private int other;

    /// <summary>Largest difference of a value.</summary>
    public double Largest { get; private set; }

    /// <summary>Samples whose largest value is another one; a single value has no class.</summary>
    public int OtherClass => width > 1 ? other : 0;

    /// <summary>See <see cref="SelfTestResult.Step"/>.</summary>
    public double Step => range.IsEmpty ? 0 : (layerStep ?? ((range.Max - range.Min) / 255.0)) + (Rounding * Magnitude);

    /// <summary>The largest difference in steps.</summary>
    public double Steps => Largest == 0 ? 0 : Largest / Step;

    private double Magnitude => Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));

    /// <summary>Takes a sample.</summary>
    public void Add(ReadOnlySpan<float> trained, ReadOnlySpan<float> compiled)
    {
        for (var i = 0; i < width; i++)
        {
            // A compiled value that is no number is infinitely far away.
            var difference = Math.Abs((double)trained[i] - compiled[i]);
            Largest = Math.Max(Largest, double.IsNaN(difference) ? double.PositiveInfinity : difference);
            range = range.Union(new ValueRange(trained[i], trained[i]));
        }

        if (ArgMax.Of(trained) != ArgMax.Of(compiled)) other++;
    }
}
