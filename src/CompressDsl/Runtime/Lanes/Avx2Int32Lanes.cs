using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>16 int32 in two 256-bit registers.</summary>
/// <remarks>
/// <c>vpmaddubsw</c> adds two products into a saturating int16, which 255 * 127 * 2 would overflow. So it is given
/// <c>|a - 128|</c> and the weight with the sign of <c>a - 128</c>: at most 128 * 127 * 2 = 32512, exact for every input.
/// For <see cref="DotAddShared"/> see <see cref="BelowCentre"/>.
/// </remarks>
public readonly unsafe partial struct Avx2Int32Lanes : IInt32Lanes<Avx2Int32Lanes>
{
    // As an activation operand: low = |a - 128|, high = a - 128.
    private readonly Vector256<int> low;
    private readonly Vector256<int> high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Avx2Int32Lanes(Vector256<int> low, Vector256<int> high)
    {
        this.low = low;
        this.high = high;
    }

    /// <inheritdoc/>
    public static LaneTier Tier => LaneTier.Avx2;

    /// <inheritdoc/>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2FloatLanes.IsSupported;
    }

    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 128;
    }

    /// <inheritdoc/>
    public static Avx2Int32Lanes Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<int>.Zero, Vector256<int>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes Load(int* source) => new(Vector256.Load(source), Vector256.Load(source + 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Avx2Int32Lanes value, int* destination)
    {
        value.low.Store(destination);
        value.high.Store(destination + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes Add(Avx2Int32Lanes left, Avx2Int32Lanes right) =>
        new(Avx2.Add(left.low, right.low), Avx2.Add(left.high, right.high));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes Broadcast(byte* fourActivations)
    {
        var centred = (Vector256.Create(Unsafe.ReadUnaligned<int>(fourActivations)).AsByte() ^ Vector256.Create((byte)0x80)).AsSByte();
        return new(Avx2.Abs(centred).AsInt32(), centred.AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAdd(Avx2Int32Lanes sum, Avx2Int32Lanes activations, sbyte* weights) => new(
        AddProducts(sum.low, activations.low, Avx2.Sign(Vector256.Load(weights), activations.high.AsSByte())),
        AddProducts(sum.high, activations.low, Avx2.Sign(Vector256.Load(weights + 32), activations.high.AsSByte())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes Interleave(byte* a, byte* b, byte* c, byte* d)
    {
        var (low, high) = FourRows.Interleave(a, b, c, d);
        return new((low ^ Vector256.Create((byte)0x80)).AsInt32(), (high ^ Vector256.Create((byte)0x80)).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddInterleaved(Avx2Int32Lanes sum, Avx2Int32Lanes activations, sbyte* weights)
    {
        var (low, high) = (activations.low.AsSByte(), activations.high.AsSByte());
        return new(
            AddProducts(sum.low, Avx2.Abs(low).AsInt32(), Avx2.Sign(Vector256.Load(weights), low)),
            AddProducts(sum.high, Avx2.Abs(high).AsInt32(), Avx2.Sign(Vector256.Load(weights + 32), high)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes Correction(byte* activations, int count)
    {
        var all = BelowCentre.Sum256(activations, count);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddRow(Avx2Int32Lanes sum, sbyte* row) => new(
        Avx2.Add(sum.low, Avx2.ConvertToVector256Int32(row)),
        Avx2.Add(sum.high, Avx2.ConvertToVector256Int32(row + 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(Avx2Int32Lanes sum, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx2FloatLanes.StoreQuantized(Scaled(sum, scale), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRequantized(Avx2Int32Lanes a, Avx2Int32Lanes b, float* scale, int zeroPoint, int low, int high, byte* destination) =>
        Avx2FloatLanes.StoreQuantized(Scaled(a, scale), Scaled(b, scale + 16), zeroPoint, low, high, destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaled(Avx2Int32Lanes sum, float* scale, float* destination) =>
        Avx2FloatLanes.Store(Scaled(sum, scale), destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreScaledPartial(Avx2Int32Lanes sum, float* scale, float* destination, int count) =>
        Avx2FloatLanes.StorePartial(Scaled(sum, scale), destination, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Avx2FloatLanes Scaled(Avx2Int32Lanes sum, float* scale) => new(
        Avx.Multiply(Avx.ConvertToVector256Single(sum.low), Vector256.Load(scale)),
        Avx.Multiply(Avx.ConvertToVector256Single(sum.high), Vector256.Load(scale + 8)));

    // Constants are written where they are used: a local would be copied from register to register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AddProducts(Vector256<int> sum, Vector256<int> magnitude, Vector256<sbyte> weights) => Avx2.Add(
        sum,
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(magnitude.AsByte(), weights), Vector256.Create((short)1)));
}
