namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>Floats that go wrong if anything does.</summary>
public static class FloatSamples
{
    public static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 3.4999998f, 8388608f, 8388609f, 4194304.5f, 1e10f, -1e10f, float.MaxValue,
        float.MinValue, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 1.1754942e-38f, float.PositiveInfinity, float.NegativeInfinity,
        float.NaN, 127.5f, 128f, -128.5f, 254.5f, 255.5f, 2147483648f, -2147483648f, 1.41421356f,
    ];

    /// <summary>Random numbers of all magnitudes; every fourth from a bit pattern (infinities, NaN and subnormal numbers too).</summary>
    public static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % 4 == 0
            ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))
            : (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 6))))];
    }

    /// <summary>Same bits, or both NaN (whose payload depends on the processor).</summary>
    public static bool SameBits(float left, float right) =>
        BitConverter.SingleToUInt32Bits(left) == BitConverter.SingleToUInt32Bits(right) || (float.IsNaN(left) && float.IsNaN(right));
}
