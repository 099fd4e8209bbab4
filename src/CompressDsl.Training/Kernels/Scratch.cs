namespace CompressDsl.Training;

/// <summary>Work space of the calling thread. Whoever rents it must not call anyone else who does while it is in use.</summary>
internal static class Scratch
{
    [ThreadStatic]
    private static float[]? floats;

    /// <summary>Some floats, with whatever is in them.</summary>
    public static Span<float> Rent(int length)
    {
        if (floats is null || floats.Length < length) floats = new float[length];
        return floats.AsSpan(0, length);
    }
}
