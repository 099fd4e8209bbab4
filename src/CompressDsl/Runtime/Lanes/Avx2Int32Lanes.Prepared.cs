using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Prepared activations. Of every four: |a - 128| (4 bytes), -1 where that is negative (4 bytes). Behind them, of every four, an int32
/// with what <see cref="DotAddUncorrected"/> leaves out; see <see cref="BelowCentre"/>. Of an image: a - 128 of all, then |a - 128| of all.
/// </content>
public readonly unsafe partial struct Avx2Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Prepare(byte* activations, int count, byte* room)
    {
        for (var i = 0; i < count; i += Vector256<byte>.Count)
        {
            var centred = (Vector256.Load(activations + i) ^ Vector256.Create((byte)0x80)).AsSByte();
            var magnitude = Avx2.Abs(centred);
            var negative = Avx2.CompareGreaterThan(Vector256<sbyte>.Zero, centred);
            Avx2.MultiplyAddAdjacent(
                Avx2.MultiplyAddAdjacent(magnitude & negative.AsByte(), Vector256<sbyte>.One), Vector256<short>.One)
                .AsByte().Store(room + (2 * count) + i);

            // Unpacking works on 128-bit halves: put the quarters in order.
            var first = Avx2.UnpackLow(magnitude.AsInt32(), negative.AsInt32());
            var second = Avx2.UnpackHigh(magnitude.AsInt32(), negative.AsInt32());
            Avx2.Permute2x128(first, second, 0x20).AsByte().Store(room + (2 * i));
            Avx2.Permute2x128(first, second, 0x31).AsByte().Store(room + (2 * i) + Vector256<byte>.Count);
        }

        return room;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddPrepared(Avx2Int32Lanes sum, byte* prepared, nuint four, sbyte* weights)
    {
        var operand = (int*)((long*)prepared + four);
        var (magnitude, negative) = (Vector256.Create(operand[0]), Vector256.Create(operand[1]).AsSByte());
        return new(
            AddProducts(sum.low, magnitude, Avx2.Xor(Vector256.Load(weights), negative)),
            AddProducts(sum.high, magnitude, Avx2.Xor(Vector256.Load(weights + 32), negative)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Missing(byte* prepared, int count, nuint four) => ((int*)(prepared + (2 * count)))[four];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddMissing(Avx2Int32Lanes sum, int missing) =>
        new(Avx2.Add(sum.low, Vector256.Create(missing)), Avx2.Add(sum.high, Vector256.Create(missing)));

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
