namespace CompressDsl.Core;

/// <summary>
/// The grid of one activation: <c>value = (q - ZeroPoint) * Scale</c> for q in 0..Highest; 0 is always on it. With less than 8 bits it is the
/// lower part of a byte's numbers.
/// </summary>
/// <param name="Scale">Distance of two neighbours; positive.</param>
/// <param name="ZeroPoint">The q that means 0.</param>
/// <param name="Highest">Largest q: 2^bits - 1.</param>
public readonly record struct ActivationGrid(float Scale, int ZeroPoint, int Highest = ActivationGrid.Max)
{
    /// <summary>Largest q of 8 bits.</summary>
    public const int Max = 255;

    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>1 / <see cref="Scale"/> in float32, as the kernels use it.</summary>
    public float InverseScale => 1 / Scale;

    /// <summary>
    /// The grid over [<paramref name="min"/>, <paramref name="max"/>] widened to contain 0:
    /// scale = (max - min) / (2^bits - 1), zero point = round(-min / scale). A range without extent gives scale 1 and zero point 0.
    /// </summary>
    /// <param name="min">Smallest value.</param>
    /// <param name="max">Largest value.</param>
    /// <param name="bits">1 to 8.</param>
    /// <exception cref="ArgumentException">The range is not finite.</exception>
    public static ActivationGrid FromRange(float min, float max, int bits = 8)
    {
        if (float.IsNaN(min) || float.IsNaN(max) || float.IsInfinity(min) || float.IsInfinity(max))
        {
            throw new ArgumentException($"The range [{min}, {max}] is not finite.");
        }

        var low = Math.Min(min, 0f);
        var high = Math.Max(max, 0f);
        var highest = (1 << bits) - 1;
        var scale = (float)((float)(high - low) / (float)highest);
        if (scale < SmallestNormal || float.IsInfinity(scale)) return new ActivationGrid(1, 0, highest);
        return new ActivationGrid(scale, Clamp(Math.Round((double)(float)(-low / scale)), 0, highest), highest);
    }

    /// <summary><c>clamp(roundToEven(value * InverseScale) + ZeroPoint, 0, Highest)</c>; NaN becomes 0.</summary>
    public byte Quantize(float value) =>
        float.IsNaN(value) ? (byte)0 : (byte)Clamp(Math.Round((double)(float)(value * InverseScale)) + ZeroPoint, 0, Highest);

    /// <summary>The number that <paramref name="q"/> stands for.</summary>
    public float Dequantize(int q) => (q - ZeroPoint) * Scale;

    /// <summary>The neighbour of <paramref name="value"/> on the grid: what training sees in place of it.</summary>
    public float FakeQuantize(float value) => Dequantize(Quantize(value));

    private static int Clamp(double value, int low, int high) => value <= low ? low : value >= high ? high : (int)value;
}
