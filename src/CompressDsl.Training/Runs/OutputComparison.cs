namespace CompressDsl.Training;

/// <summary>Compares one output of the trained and of the compiled network.</summary>
/// <param name="width">Values of the output.</param>
internal sealed class OutputComparison(int width)
{
    private ValueRange range = ValueRange.Empty;
    private int other;

    /// <summary>Largest difference of a value.</summary>
    public double Largest { get; private set; }

    /// <summary>Samples whose largest value is another one; a single value has no class.</summary>
    public int OtherClass => width > 1 ? other : 0;

    /// <summary>The range of the values divided by the 255 steps of 8 bits.</summary>
    public double Step => range.IsEmpty ? 0 : (range.Max - range.Min) / 255.0;

    /// <summary>The largest difference in steps.</summary>
    public double Steps => Largest == 0 ? 0 : Largest / Step;

    /// <summary>Takes a sample.</summary>
    public void Add(ReadOnlySpan<float> trained, ReadOnlySpan<float> compiled)
    {
        for (var i = 0; i < width; i++)
        {
            Largest = Math.Max(Largest, Math.Abs(trained[i] - compiled[i]));
            range = range.Union(new ValueRange(trained[i], trained[i]));
        }

        if (ArgMax.Of(trained) != ArgMax.Of(compiled)) other++;
    }
}
