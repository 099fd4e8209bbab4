using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in four 128-bit registers; on x86 and Arm, and right (if slow) on any other processor.</summary>
/// <remarks>
/// Every instruction set works on <c>a - 128</c>, which is a signed byte: SSSE3 as <see cref="Avx2Int32Lanes"/> does, Arm with its
/// signed dot product (Dp) or widening multiplications.
/// </remarks>
public readonly unsafe partial struct Vector128Int32Lanes : IInt32Lanes<Vector128Int32Lanes>
{
    // As an activation operand: a = a - 128, b = |a - 128| and c = -1 where that is negative; four times the same 4 bytes.
    private readonly Vector128<int> a;
    private readonly Vector128<int> b;
    private readonly Vector128<int> c;
    private readonly Vector128<int> d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128Int32Lanes(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
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
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 128;
    }

    /// <inheritdoc/>
    public static Vector128Int32Lanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes Load(int* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128Int32Lanes value, int* destination)
    {
        value.a.Store(destination);
        value.b.Store(destination + 4);
        value.c.Store(destination + 8);
        value.d.Store(destination + 12);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes Add(Vector128Int32Lanes left, Vector128Int32Lanes right) =>
        new(left.a + right.a, left.b + right.b, left.c + right.c, left.d + right.d);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes Broadcast(byte* fourActivations)
    {
        var four = (Vector128.Create(Unsafe.ReadUnaligned<int>(fourActivations)).AsByte() ^ Vector128.Create((byte)0x80)).AsSByte();
        var centred = four.AsInt32();
        return new(centred, Magnitude(four).AsInt32(), Vector128.LessThan(four, Vector128<sbyte>.Zero).AsInt32(), centred);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes DotAdd(Vector128Int32Lanes sum, Vector128Int32Lanes activations, sbyte* weights)
    {
        var (centred, magnitude) = (activations.a.AsSByte(), activations.b.AsByte());
        return new(
            Dot(sum.a, centred, magnitude, Vector128.Load(weights)),
            Dot(sum.b, centred, magnitude, Vector128.Load(weights + 16)),
            Dot(sum.c, centred, magnitude, Vector128.Load(weights + 32)),
            Dot(sum.d, centred, magnitude, Vector128.Load(weights + 48)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes DotAddShared(Vector128Int32Lanes sum, Vector128Int32Lanes activations, sbyte* weights)
    {
        if (!Ssse3.IsSupported)
        {
            return DotAdd(sum, activations, weights);
        }

        var (magnitude, negative) = (activations.b.AsByte(), activations.c.AsSByte());
        return new(
            DotUncorrected(sum.a, magnitude, negative, Vector128.Load(weights)),
            DotUncorrected(sum.b, magnitude, negative, Vector128.Load(weights + 16)),
            DotUncorrected(sum.c, magnitude, negative, Vector128.Load(weights + 32)),
            DotUncorrected(sum.d, magnitude, negative, Vector128.Load(weights + 48)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes Correction(byte* activations, int count)
    {
        var all = Ssse3.IsSupported ? Vector128.Create(BelowCentre.Sum(activations, count)) : Vector128<int>.Zero;
        return new(all, all, all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes AddRow(Vector128Int32Lanes sum, sbyte* row)
    {
        var (first, second) = Vector128.Widen(Vector128.Load(row));
        var (a, b) = Vector128.Widen(first);
        var (c, d) = Vector128.Widen(second);
        return new(sum.a + a, sum.b + b, sum.c + c, sum.d + d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(Vector128Int32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Vector128FloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(Vector128Int32Lanes sum, float* scale, float* destination) =>
        Vector128FloatLanes.Store(Scaled(sum, scale), destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaledPartial(Vector128Int32Lanes sum, float* scale, float* destination, int count) =>
        Vector128FloatLanes.StorePartial(Scaled(sum, scale), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128FloatLanes Scaled(Vector128Int32Lanes sum, float* scale) =>
        Vector128FloatLanes.Multiply(Vector128FloatLanes.FromIntegers(sum.a, sum.b, sum.c, sum.d), Vector128FloatLanes.Load(scale));
}
