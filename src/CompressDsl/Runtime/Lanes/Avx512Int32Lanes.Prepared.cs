using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Prepared activations: |a - 128| of all, then -1 or 0 by the sign of all, then of every four an int32 with what
/// <see cref="DotAddShared"/> leaves out; see <see cref="BelowCentre"/>.
/// </content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreparedActivations Prepare(byte* activations, int count, byte* room)
    {
        var signs = room + count;
        var missing = room + (2 * count);
        var whole = count & -Vector512<byte>.Count;
        for (var i = 0; i < whole; i += Vector512<byte>.Count)
        {
            var centred = Centred(Vector512.Load(activations + i));
            centred.all.AsByte().Store(room + i);
            centred.negative.AsByte().Store(signs + i);
            AddPairs(MultiplyPairs((centred.all & centred.negative).AsByte(), Vector512<sbyte>.One)).AsByte().Store(missing + i);
        }

        if (whole < count) Avx2Int32Lanes.Prepare(activations + whole, room + whole, signs + whole, missing + whole);
        return new(room, signs, (int*)missing);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddPrepared(Avx512Int32Lanes sum, PreparedActivations prepared, nuint four, sbyte* blocks, int block)
    {
        var magnitude = Vector512.Create(((int*)prepared.Values)[four]).AsByte();
        var negative = Vector512.Create(((int*)prepared.Signs)[four]).AsSByte();
        return new(sum.all + AddPairs(MultiplyPairs(magnitude, Vector512.Load(blocks + (64 * block)) ^ negative)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Missing(PreparedActivations prepared, nuint four) => prepared.Missing[four];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddMissing(Avx512Int32Lanes sum, int missing) => new(sum.all + Vector512.Create(missing));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareShared(byte* activations, int count, byte* room)
    {
        var whole = count & -Vector512<byte>.Count;
        for (var i = 0; i < whole; i += Vector512<byte>.Count)
        {
            var centred = (Vector512.Load(activations + i) ^ Vector512.Create((byte)0x80)).AsSByte();
            Vector512.Abs(centred).AsByte().Store(room + i);
            Signs(centred).AsByte().Store(room + count + i);
        }

        if (whole < count) Avx2Int32Lanes.PrepareShared(activations + whole, room + whole, room + count + whole);
        return room;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes BroadcastShared(byte* prepared, nint at, int count) => new(
        Vector512.Create(Unsafe.ReadUnaligned<int>(prepared + at)),
        Vector512.Create(Unsafe.ReadUnaligned<int>(prepared + (at + count))));

    // Windows read the same form.
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareImage(byte* activations, int count, byte* room) => PrepareShared(activations, count, room);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes BroadcastPrepared(byte* fourPrepared, int count) => BroadcastShared(fourPrepared, 0, count);

    // -1 or 0 as a product of bits, each of which is the sign: a comparison makes a mask first, and bytes of it in another instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<sbyte> Signs(Vector512<sbyte> values) => Gfni.V512.IsSupported
        ? Gfni.V512.GaloisFieldAffineTransform(values.AsByte(), Vector512.Create((byte)0x80), 0).AsSByte()
        : Vector512.LessThan(values, Vector512<sbyte>.Zero);
}
