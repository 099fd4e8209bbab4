using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in two 256-bit registers, with <c>vpdpbusd</c>: four exact products and their sum in one instruction.</summary>
/// <remarks>The floats of this tier are <see cref="Avx2FloatLanes"/>.</remarks>
public readonly unsafe partial struct AvxVnniInt32Lanes : IInt32Lanes<AvxVnniInt32Lanes>
{
    // As an activation operand: both the same, or 8 lanes each.
    private readonly Vector256<int> low;
    private readonly Vector256<int> high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private AvxVnniInt32Lanes(Vector256<int> low, Vector256<int> high)
    {
        this.low = low;
        this.high = high;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.AvxVnni;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AvxVnni.IsSupported && Avx2FloatLanes.IsSupported;
    }

    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0;
    }

    /// <inheritdoc/>
    public static AvxVnniInt32Lanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Zero, Vector256<int>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes Load(int* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(AvxVnniInt32Lanes value, int* destination)
    {
        value.low.Store(destination);
        value.high.Store(destination + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes Add(AvxVnniInt32Lanes left, AvxVnniInt32Lanes right) =>
        new(Avx2.Add(left.low, right.low), Avx2.Add(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes Broadcast(byte* fourActivations)
    {
        var four = Vector256.Create(Unsafe.ReadUnaligned<int>(fourActivations));
        return new(four, four);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes DotAdd(AvxVnniInt32Lanes sum, AvxVnniInt32Lanes activations, sbyte* weights) => new(
        DotAdd(sum.low, activations.low.AsByte(), Vector256.Load(weights)),
        DotAdd(sum.high, activations.low.AsByte(), Vector256.Load(weights + 32)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes Interleave(byte* a, byte* b, byte* c, byte* d)
    {
        var (low, high) = FourRows.Interleave(a, b, c, d);
        return new(low.AsInt32(), high.AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes DotAddInterleaved(AvxVnniInt32Lanes sum, AvxVnniInt32Lanes activations, sbyte* weights) => new(
        DotAdd(sum.low, activations.low.AsByte(), Vector256.Load(weights)),
        DotAdd(sum.high, activations.high.AsByte(), Vector256.Load(weights + 32)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes DotAddShared(AvxVnniInt32Lanes sum, AvxVnniInt32Lanes activations, sbyte* weights) =>
        DotAdd(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes Correction(byte* activations, int count) => Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes AddRow(AvxVnniInt32Lanes sum, sbyte* row) => new(
        Avx2.Add(sum.low, Avx2.ConvertToVector256Int32(row)),
        Avx2.Add(sum.high, Avx2.ConvertToVector256Int32(row + 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(AvxVnniInt32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx2FloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(AvxVnniInt32Lanes a, AvxVnniInt32Lanes b, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx2FloatLanes.StoreQuantized(Scaled(a, scale), Scaled(b, scale + 16), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(AvxVnniInt32Lanes sum, float* scale, float* destination) =>
        Avx2FloatLanes.Store(Scaled(sum, scale), destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaledPartial(AvxVnniInt32Lanes sum, float* scale, float* destination, int count) =>
        Avx2FloatLanes.StorePartial(Scaled(sum, scale), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Avx2FloatLanes Scaled(AvxVnniInt32Lanes sum, float* scale) => new(
        Avx.Multiply(Avx.ConvertToVector256Single(sum.low), Vector256.Load(scale)),
        Avx.Multiply(Avx.ConvertToVector256Single(sum.high), Vector256.Load(scale + 8)));

    // Without the instruction (in tests on older processors) the same by two exact 16-bit dot products, even and odd bytes apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> DotAdd(Vector256<int> sum, Vector256<byte> activations, Vector256<sbyte> weights)
    {
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sum, activations, weights);
        }

        var (a, w) = (activations.AsInt16(), weights.AsInt16());
        var even = Avx2.MultiplyAddAdjacent(a & Vector256.Create((short)0xFF), Avx2.ShiftRightArithmetic(Avx2.ShiftLeftLogical(w, 8), 8));
        var odd = Avx2.MultiplyAddAdjacent(Avx2.ShiftRightLogical(a, 8), Avx2.ShiftRightArithmetic(w, 8));
        return sum + even + odd;
    }
}
