namespace CompressDsl.Training;

/// <summary>Work space of the calling thread for hints; no call allocates once a thread has made its largest one.</summary>
internal static class HintScratch
{
    [ThreadStatic]
    private static double[]? doubles;

    [ThreadStatic]
    private static float[]? floats;

    /// <summary>Doubles; valid until the next call.</summary>
    public static Span<double> Doubles(int length)
    {
        if (doubles is null || doubles.Length < length) doubles = new double[length];
        return doubles.AsSpan(0, length);
    }

    /// <summary>Floats; valid until the next call.</summary>
    public static Span<float> Floats(int length)
    {
        if (floats is null || floats.Length < length) floats = new float[length];
        return floats.AsSpan(0, length);
    }
}
