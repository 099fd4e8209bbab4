using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct PortableFloatLanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Greater(PortableFloatLanes left, PortableFloatLanes right) => new(
        Vector.ConditionalSelect(Vector.GreaterThan(left.a, right.a), Vector<float>.One, Vector<float>.Zero),
        HasTwo ? Vector.ConditionalSelect(Vector.GreaterThan(left.b, right.b), Vector<float>.One, Vector<float>.Zero) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(left.c, right.c), Vector<float>.One, Vector<float>.Zero) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(left.d, right.d), Vector<float>.One, Vector<float>.Zero) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Select(PortableFloatLanes condition, PortableFloatLanes whenTrue, PortableFloatLanes whenFalse) => new(
        Vector.ConditionalSelect(Vector.GreaterThan(condition.a, Vector<float>.Zero), whenTrue.a, whenFalse.a),
        HasTwo ? Vector.ConditionalSelect(Vector.GreaterThan(condition.b, Vector<float>.Zero), whenTrue.b, whenFalse.b) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(condition.c, Vector<float>.Zero), whenTrue.c, whenFalse.c) : default,
        HasFour ? Vector.ConditionalSelect(Vector.GreaterThan(condition.d, Vector<float>.Zero), whenTrue.d, whenFalse.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Round(PortableFloatLanes value) => new(
        Vector.Round(value.a),
        HasTwo ? Vector.Round(value.b) : default,
        HasFour ? Vector.Round(value.c) : default,
        HasFour ? Vector.Round(value.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes PowerOfTwo(PortableFloatLanes exponent) => new(
        PowerOfTwo(exponent.a),
        HasTwo ? PowerOfTwo(exponent.b) : default,
        HasFour ? PowerOfTwo(exponent.c) : default,
        HasFour ? PowerOfTwo(exponent.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes Mantissa(PortableFloatLanes value, out PortableFloatLanes exponent)
    {
        exponent = new(
            Exponent(value.a),
            HasTwo ? Exponent(value.b) : default,
            HasFour ? Exponent(value.c) : default,
            HasFour ? Exponent(value.d) : default);

        return new(
            Mantissa(value.a),
            HasTwo ? Mantissa(value.b) : default,
            HasFour ? Mantissa(value.c) : default,
            HasFour ? Mantissa(value.d) : default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableFloatLanes MultiplyAdd(PortableFloatLanes left, PortableFloatLanes right, PortableFloatLanes addend) => new(
        (left.a * right.a) + addend.a,
        HasTwo ? (left.b * right.b) + addend.b : default,
        HasFour ? (left.c * right.c) + addend.c : default,
        HasFour ? (left.d * right.d) + addend.d : default);

    /// <inheritdoc/>
    public static float SumAcross(PortableFloatLanes value)
    {
        var lanes = stackalloc float[16];
        Store(value, lanes);
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    /// <inheritdoc/>
    public static float MaxAcross(PortableFloatLanes value)
    {
        var lanes = stackalloc float[16];
        Store(value, lanes);
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] = lanes[i] > lanes[i + half] ? lanes[i] : lanes[i + half];
            }
        }

        return lanes[0];
    }

    /// <inheritdoc/>
    public static float MinAcross(PortableFloatLanes value)
    {
        var lanes = stackalloc float[16];
        Store(value, lanes);
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] = lanes[i] < lanes[i + half] ? lanes[i] : lanes[i + half];
            }
        }

        return lanes[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> exponent) =>
        Vector.AsVectorSingle((Vector.ConvertToInt32Native(exponent) + Vector.Create(127)) << 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exponent(Vector<float> value) =>
        Vector.ConvertToSingle((Vector.AsVectorInt32(value) >>> 23) - Vector.Create(127));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Mantissa(Vector<float> value) =>
        Vector.AsVectorSingle((Vector.AsVectorInt32(value) & Vector.Create(0x007FFFFF)) | Vector.Create(0x3F800000));
}
