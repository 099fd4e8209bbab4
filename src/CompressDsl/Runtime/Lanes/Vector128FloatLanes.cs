using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>16 floats in four 128-bit registers; on x86 and Arm, and right (if slow) on any other processor.</summary>
public readonly unsafe partial struct Vector128FloatLanes : IFloatLanes<Vector128FloatLanes>
{
    private readonly Vector128<float> a;
    private readonly Vector128<float> b;
    private readonly Vector128<float> c;
    private readonly Vector128<float> d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector128FloatLanes(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Vector128;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Broadcast(float value)
    {
        var four = Vector128.Create(value);
        return new(four, four, four, four);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Add(Vector128FloatLanes left, Vector128FloatLanes right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Subtract(Vector128FloatLanes left, Vector128FloatLanes right) =>
        new(left.a - right.a, left.b - right.b, left.c - right.c, left.d - right.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Multiply(Vector128FloatLanes left, Vector128FloatLanes right) =>
        new(left.a * right.a, left.b * right.b, left.c * right.c, left.d * right.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Divide(Vector128FloatLanes left, Vector128FloatLanes right) =>
        new(left.a / right.a, left.b / right.b, left.c / right.c, left.d / right.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Min(Vector128FloatLanes left, Vector128FloatLanes right) => new(
        AcrossFour.Smaller(left.a, right.a),
        AcrossFour.Smaller(left.b, right.b),
        AcrossFour.Smaller(left.c, right.c),
        AcrossFour.Smaller(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Max(Vector128FloatLanes left, Vector128FloatLanes right) => new(
        AcrossFour.Larger(left.a, right.a),
        AcrossFour.Larger(left.b, right.b),
        AcrossFour.Larger(left.c, right.c),
        AcrossFour.Larger(left.d, right.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Abs(Vector128FloatLanes value) =>
        new(Vector128.Abs(value.a), Vector128.Abs(value.b), Vector128.Abs(value.c), Vector128.Abs(value.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Sqrt(Vector128FloatLanes value) =>
        new(Vector128.Sqrt(value.a), Vector128.Sqrt(value.b), Vector128.Sqrt(value.c), Vector128.Sqrt(value.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Greater(Vector128FloatLanes left, Vector128FloatLanes right)
    {
        var one = Vector128.Create(1f);
        return new(
            Vector128.GreaterThan(left.a, right.a) & one,
            Vector128.GreaterThan(left.b, right.b) & one,
            Vector128.GreaterThan(left.c, right.c) & one,
            Vector128.GreaterThan(left.d, right.d) & one);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Select(Vector128FloatLanes condition, Vector128FloatLanes whenTrue, Vector128FloatLanes whenFalse)
    {
        var zero = Vector128<float>.Zero;
        return new(
            Vector128.ConditionalSelect(Vector128.GreaterThan(condition.a, zero), whenTrue.a, whenFalse.a),
            Vector128.ConditionalSelect(Vector128.GreaterThan(condition.b, zero), whenTrue.b, whenFalse.b),
            Vector128.ConditionalSelect(Vector128.GreaterThan(condition.c, zero), whenTrue.c, whenFalse.c),
            Vector128.ConditionalSelect(Vector128.GreaterThan(condition.d, zero), whenTrue.d, whenFalse.d));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Round(Vector128FloatLanes value) =>
        new(Vector128.Round(value.a), Vector128.Round(value.b), Vector128.Round(value.c), Vector128.Round(value.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes PowerOfTwo(Vector128FloatLanes exponent) =>
        new(PowerOfTwo(exponent.a), PowerOfTwo(exponent.b), PowerOfTwo(exponent.c), PowerOfTwo(exponent.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes Mantissa(Vector128FloatLanes value, out Vector128FloatLanes exponent)
    {
        exponent = new(Exponent(value.a), Exponent(value.b), Exponent(value.c), Exponent(value.d));
        return new(Mantissa(value.a), Mantissa(value.b), Mantissa(value.c), Mantissa(value.d));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128FloatLanes MultiplyAdd(Vector128FloatLanes left, Vector128FloatLanes right, Vector128FloatLanes addend) => new(
        Vector128.MultiplyAddEstimate(left.a, right.a, addend.a),
        Vector128.MultiplyAddEstimate(left.b, right.b, addend.b),
        Vector128.MultiplyAddEstimate(left.c, right.c, addend.c),
        Vector128.MultiplyAddEstimate(left.d, right.d, addend.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumAcross(Vector128FloatLanes value) => AcrossFour.Sum((value.a + value.c) + (value.b + value.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Vector128FloatLanes value) => AcrossFour.Max(
        AcrossFour.Larger(AcrossFour.Larger(value.a, value.c), AcrossFour.Larger(value.b, value.d)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Vector128FloatLanes value) => AcrossFour.Min(
        AcrossFour.Smaller(AcrossFour.Smaller(value.a, value.c), AcrossFour.Smaller(value.b, value.d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> exponent) =>
        ((Vector128.ConvertToInt32Native(exponent) + Vector128.Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Exponent(Vector128<float> value) =>
        Vector128.ConvertToSingle((value.AsInt32() >>> 23) - Vector128.Create(127));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mantissa(Vector128<float> value) =>
        ((value.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle();
}
