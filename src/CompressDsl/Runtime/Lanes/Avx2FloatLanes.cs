using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 floats in two 256-bit registers: the float lanes of <see cref="LaneTier.Avx2"/> and <see cref="LaneTier.AvxVnni"/>.</summary>
public readonly unsafe partial struct Avx2FloatLanes : IFloatLanes<Avx2FloatLanes>
{
    private readonly Vector256<float> low;
    private readonly Vector256<float> high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Avx2FloatLanes(Vector256<float> low, Vector256<float> high)
    {
        this.low = low;
        this.high = high;
    }

    internal Vector256<float> Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => low;
    }

    internal Vector256<float> High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => high;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Avx2;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported && Fma.IsSupported;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Broadcast(float value) => new(Vector256.Create(value), Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Add(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Add(left.low, right.low), Avx.Add(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Subtract(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Subtract(left.low, right.low), Avx.Subtract(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Multiply(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Multiply(left.low, right.low), Avx.Multiply(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Divide(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Divide(left.low, right.low), Avx.Divide(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Min(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Min(left.low, right.low), Avx.Min(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Max(Avx2FloatLanes left, Avx2FloatLanes right) =>
        new(Avx.Max(left.low, right.low), Avx.Max(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Abs(Avx2FloatLanes value) => new(Vector256.Abs(value.low), Vector256.Abs(value.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Sqrt(Avx2FloatLanes value) => new(Avx.Sqrt(value.low), Avx.Sqrt(value.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Greater(Avx2FloatLanes left, Avx2FloatLanes right)
    {
        var one = Vector256.Create(1f);
        return new(
            Avx.And(Avx.CompareGreaterThan(left.low, right.low), one),
            Avx.And(Avx.CompareGreaterThan(left.high, right.high), one));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Select(Avx2FloatLanes condition, Avx2FloatLanes whenTrue, Avx2FloatLanes whenFalse)
    {
        var zero = Vector256<float>.Zero;
        return new(
            Avx.BlendVariable(whenFalse.low, whenTrue.low, Avx.CompareGreaterThan(condition.low, zero)),
            Avx.BlendVariable(whenFalse.high, whenTrue.high, Avx.CompareGreaterThan(condition.high, zero)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Round(Avx2FloatLanes value) =>
        new(Avx.RoundToNearestInteger(value.low), Avx.RoundToNearestInteger(value.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes PowerOfTwo(Avx2FloatLanes exponent) => new(PowerOfTwo(exponent.low), PowerOfTwo(exponent.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes Mantissa(Avx2FloatLanes value, out Avx2FloatLanes exponent)
    {
        exponent = new(Exponent(value.low), Exponent(value.high));
        return new(Mantissa(value.low), Mantissa(value.high));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2FloatLanes MultiplyAdd(Avx2FloatLanes left, Avx2FloatLanes right, Avx2FloatLanes addend) =>
        new(Fma.MultiplyAdd(left.low, right.low, addend.low), Fma.MultiplyAdd(left.high, right.high, addend.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumAcross(Avx2FloatLanes value)
    {
        var eight = Avx.Add(value.low, value.high);
        return AcrossFour.Sum(eight.GetLower() + eight.GetUpper());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Avx2FloatLanes value)
    {
        var eight = Avx.Max(value.low, value.high);
        return AcrossFour.Max(AcrossFour.Larger(eight.GetLower(), eight.GetUpper()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Avx2FloatLanes value)
    {
        var eight = Avx.Min(value.low, value.high);
        return AcrossFour.Min(AcrossFour.Smaller(eight.GetLower(), eight.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> exponent) =>
        Avx2.ShiftLeftLogical(Avx.ConvertToVector256Int32(exponent) + Vector256.Create(127), 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exponent(Vector256<float> value) =>
        Avx.ConvertToVector256Single(Avx2.ShiftRightLogical(value.AsInt32(), 23) - Vector256.Create(127));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mantissa(Vector256<float> value) =>
        ((value.AsInt32() & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle();
}
