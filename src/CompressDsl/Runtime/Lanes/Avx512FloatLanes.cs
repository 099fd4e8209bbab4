using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 floats in one 512-bit register.</summary>
public readonly unsafe partial struct Avx512FloatLanes : IFloatLanes<Avx512FloatLanes>
{
    private readonly Vector512<float> all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Avx512FloatLanes(Vector512<float> all) => this.all = all;

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Avx512;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx2FloatLanes.IsSupported;
    }

    /// <inheritdoc/>
    public static bool HoldsManySums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Add(Avx512FloatLanes left, Avx512FloatLanes right) => new(left.all + right.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Subtract(Avx512FloatLanes left, Avx512FloatLanes right) => new(left.all - right.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Multiply(Avx512FloatLanes left, Avx512FloatLanes right) => new(left.all * right.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Divide(Avx512FloatLanes left, Avx512FloatLanes right) => new(left.all / right.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Min(Avx512FloatLanes left, Avx512FloatLanes right) => new(Smaller(left.all, right.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Max(Avx512FloatLanes left, Avx512FloatLanes right) => new(Larger(left.all, right.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Abs(Avx512FloatLanes value) => new(Vector512.Abs(value.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Sqrt(Avx512FloatLanes value) => new(Vector512.Sqrt(value.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Greater(Avx512FloatLanes left, Avx512FloatLanes right) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(left.all, right.all), Vector512.Create(1f), Vector512<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Select(Avx512FloatLanes condition, Avx512FloatLanes whenTrue, Avx512FloatLanes whenFalse) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(condition.all, Vector512<float>.Zero), whenTrue.all, whenFalse.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Round(Avx512FloatLanes value) => new(Vector512.Round(value.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes PowerOfTwo(Avx512FloatLanes exponent) =>
        new(((Vector512.ConvertToInt32Native(exponent.all) + Vector512.Create(127)) << 23).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes Mantissa(Avx512FloatLanes value, out Avx512FloatLanes exponent)
    {
        var bits = value.all.AsInt32();
        exponent = new(Vector512.ConvertToSingle((bits >>> 23) - Vector512.Create(127)));
        return new(((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes MultiplyAdd(Avx512FloatLanes left, Avx512FloatLanes right, Avx512FloatLanes addend) =>
        new(Vector512.FusedMultiplyAdd(left.all, right.all, addend.all));

    // One instruction: over the other method the compiler makes three of it.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512FloatLanes MultiplyAdd(float* source, Avx512FloatLanes right, Avx512FloatLanes addend) =>
        new(Vector512.FusedMultiplyAdd(Vector512.Create(*source), right.all, addend.all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumAcross(Avx512FloatLanes value) => Avx2FloatLanes.SumAcross(Halves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Avx512FloatLanes value) => Avx2FloatLanes.MaxAcross(Halves(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Avx512FloatLanes value) => Avx2FloatLanes.MinAcross(Halves(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Avx2FloatLanes Halves(Avx512FloatLanes value) => new(value.all.GetLower(), value.all.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Smaller(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.Min(left, right)
        : Vector512.ConditionalSelect(Vector512.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Larger(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.Max(left, right)
        : Vector512.ConditionalSelect(Vector512.GreaterThan(left, right), left, right);
}
