using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in one 512-bit register.</summary>
/// <remarks>
/// Exact as <see cref="Avx2Int32Lanes"/> is; there is no 512-bit <c>vpsignb</c>, so the weight gets the sign of <c>a - 128</c> by a choice
/// between w and -w, which the pixels of a convolution share. Where <see cref="LaneTier.AvxVnni"/> exists too, that one is faster.
/// </remarks>
public readonly unsafe partial struct Avx512Int32Lanes : IInt32Lanes<Avx512Int32Lanes>
{
    private readonly Vector512<int> all;

    // Of an activation operand only (all = |a - 128|): -1 in the bytes where a - 128 is negative. Of an interleaved one: rows 1 and 3.
    private readonly Vector512<int> negative;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Avx512Int32Lanes(Vector512<int> all, Vector512<int> negative = default)
    {
        this.all = all;
        this.negative = negative;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Avx512;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512FloatLanes.IsSupported;
    }

    /// <inheritdoc/>
    public static bool HoldsManySums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 128;
    }

    /// <inheritdoc/>
    public static Avx512Int32Lanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<int>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes Load(int* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Avx512Int32Lanes value, int* destination) => value.all.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes Add(Avx512Int32Lanes left, Avx512Int32Lanes right) => new(left.all + right.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes Broadcast(byte* fourActivations) =>
        Centred(Vector512.Create(Unsafe.ReadUnaligned<int>(fourActivations)).AsByte());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes Correction(byte* activations, int count) =>
        new(BelowCentre.Sum512(activations, count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddRow(Avx512Int32Lanes sum, sbyte* row) =>
        new(sum.all + Avx512FloatLanes.Integers(Vector128.Load(row)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(Avx512Int32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx512FloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(
        Avx512Int32Lanes a, Avx512Int32Lanes b, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx512FloatLanes.StoreQuantized(Scaled(a, scale), Scaled(b, scale + 16), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(
        Avx512Int32Lanes a, Avx512Int32Lanes b, Avx512Int32Lanes c, Avx512Int32Lanes d,
        float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx512FloatLanes.StoreQuantized(
            Scaled(a, scale), Scaled(b, scale + 16), Scaled(c, scale + 32), Scaled(d, scale + 48), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(Avx512Int32Lanes sum, float* scale, float* destination) =>
        Avx512FloatLanes.Store(Scaled(sum, scale), destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaledPartial(Avx512Int32Lanes sum, float* scale, float* destination, int count) =>
        Avx512FloatLanes.StorePartial(Scaled(sum, scale), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Avx512FloatLanes Scaled(Avx512Int32Lanes sum, float* scale) =>
        new(Vector512.ConvertToSingle(sum.all) * Vector512.Load(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Avx512Int32Lanes Centred(Vector512<byte> activations)
    {
        var centred = (activations ^ Vector512.Create((byte)0x80)).AsSByte();
        var negative = Vector512.LessThan(centred, Vector512<sbyte>.Zero);
        return new(Vector512.Abs(centred).AsInt32(), negative.AsInt32());
    }

    // Both halves by AVX2 where the tests run on a processor without 512-bit registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> MultiplyPairs(Vector512<byte> left, Vector512<sbyte> right) => Avx512BW.IsSupported
        ? Avx512BW.MultiplyAddAdjacent(left, right)
        : Vector512.Create(
            Avx2.MultiplyAddAdjacent(left.GetLower(), right.GetLower()),
            Avx2.MultiplyAddAdjacent(left.GetUpper(), right.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> AddPairs(Vector512<short> pairs) => MultiplyWords(pairs, Vector512.Create((short)1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> MultiplyWords(Vector512<short> left, Vector512<short> right) => Avx512BW.IsSupported
        ? Avx512BW.MultiplyAddAdjacent(left, right)
        : Vector512.Create(
            Avx2.MultiplyAddAdjacent(left.GetLower(), right.GetLower()),
            Avx2.MultiplyAddAdjacent(left.GetUpper(), right.GetUpper()));
}
