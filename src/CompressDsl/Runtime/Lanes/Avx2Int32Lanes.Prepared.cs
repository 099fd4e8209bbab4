using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Prepared activations: |a - 128| of all, then -1 or 0 by the sign of all, then of every four an int32 with what
/// <see cref="DotAddShared"/> leaves out; see <see cref="BelowCentre"/>. Of an image: a - 128 of all, then |a - 128| of all.
/// </content>
public readonly unsafe partial struct Avx2Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreparedActivations Prepare(byte* activations, int count, byte* room)
    {
        var signs = room + count;
        var missing = room + (2 * count);
        for (var i = 0; i < count; i += Vector256<byte>.Count) Prepare(activations + i, room + i, signs + i, missing + i);
        return new(room, signs, (int*)missing);
    }

    /// <summary>One register of <see cref="Prepare(byte*, int, byte*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Prepare(byte* activations, byte* magnitudes, byte* signs, byte* missing)
    {
        var centred = (Vector256.Load(activations) ^ Vector256.Create((byte)0x80)).AsSByte();
        var magnitude = Avx2.Abs(centred);
        var negative = Avx2.CompareGreaterThan(Vector256<sbyte>.Zero, centred).AsByte();
        magnitude.Store(magnitudes);
        negative.Store(signs);
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(magnitude & negative, Vector256<sbyte>.One), Vector256<short>.One).AsByte().Store(missing);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddPrepared(Avx2Int32Lanes sum, PreparedActivations prepared, nuint four, sbyte* blocks, int block)
    {
        var magnitude = Vector256.Create(((int*)prepared.Values)[four]);
        var negative = Vector256.Create(((int*)prepared.Signs)[four]).AsSByte();
        return new(
            AddProducts(sum.low, magnitude, Avx2.Xor(Vector256.Load(blocks + (64 * block)), negative)),
            AddProducts(sum.high, magnitude, Avx2.Xor(Vector256.Load(blocks + (64 * block) + 32), negative)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Missing(PreparedActivations prepared, nuint four) => prepared.Missing[four];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddMissing(Avx2Int32Lanes sum, int missing)
    {
        var all = Vector256.Create(missing);
        return new(Avx2.Add(sum.low, all), Avx2.Add(sum.high, all));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareShared(byte* activations, int count, byte* room)
    {
        for (var i = 0; i < count; i += Vector256<byte>.Count) PrepareShared(activations + i, room + i, room + count + i);
        return room;
    }

    /// <summary>One register of <see cref="PrepareShared(byte*, int, byte*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void PrepareShared(byte* activations, byte* magnitudes, byte* signs)
    {
        var centred = (Vector256.Load(activations) ^ Vector256.Create((byte)0x80)).AsSByte();
        Avx2.Abs(centred).Store(magnitudes);
        Avx2.CompareGreaterThan(Vector256<sbyte>.Zero, centred).AsByte().Store(signs);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes BroadcastShared(byte* prepared, nint at, int count) => new(
        Avx2.BroadcastScalarToVector256((int*)(prepared + at)),
        Avx2.BroadcastScalarToVector256((int*)(prepared + (at + count))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddShared(Avx2Int32Lanes sum, Avx2Int32Lanes activations, sbyte* weights) => new(
        AddProducts(sum.low, activations.low, Avx2.Xor(Vector256.Load(weights), activations.high.AsSByte())),
        AddProducts(sum.high, activations.low, Avx2.Xor(Vector256.Load(weights + 32), activations.high.AsSByte())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareImage(byte* activations, int count, byte* room)
    {
        for (var i = 0; i < count; i += Vector256<byte>.Count)
        {
            var centred = Vector256.Load(activations + i) ^ Vector256.Create((byte)0x80);
            centred.Store(room + i);
            Avx2.Abs(centred.AsSByte()).Store(room + count + i);
        }

        return room;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes BroadcastPrepared(byte* fourPrepared, int count) => new(
        Avx2.BroadcastScalarToVector256((int*)(fourPrepared + count)),
        Avx2.BroadcastScalarToVector256((int*)fourPrepared));
}
