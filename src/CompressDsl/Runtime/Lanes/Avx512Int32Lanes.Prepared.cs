using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
            var centred = Centred(Vector512.Load(activations + i));
            centred.all.AsByte().Store(room + i);
            centred.negative.AsByte().Store(room + count + i);
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
}
