using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Avx2Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes StartNibbles(NibbleStart* start)
    {
        var all = Vector256.Create(start->Halves);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddNibbles(Avx2Int32Lanes partial, sbyte* activations, byte* weights)
    {
        Sse.Prefetch0(weights + Nibble.Ahead);
        var first = Avx2.BroadcastScalarToVector256((int*)activations).AsSByte();
        var second = Avx2.BroadcastScalarToVector256((int*)(activations + 4)).AsSByte();
        return new(
            PairNibbles(partial.low, first, second, Vector256.Load(weights)),
            PairNibbles(partial.high, first, second, Vector256.Load(weights + 32)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes JoinNibbles(Avx2Int32Lanes partial) => new(
        Avx2.MultiplyAddAdjacent(partial.low.AsInt16(), Vector256.Create((short)1)),
        Avx2.MultiplyAddAdjacent(partial.high.AsInt16(), Vector256.Create((short)1)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddScaled(Avx2Int32Lanes floats, Avx2Int32Lanes sum, ushort* scales, bool isSecond) => new(
        Avx.Add(floats.low.AsSingle(), Avx.Multiply(Avx.ConvertToVector256Single(sum.low), Avx2FloatLanes.BFloat16(scales, isSecond))).AsInt32(),
        Avx.Add(floats.high.AsSingle(), Avx.Multiply(Avx.ConvertToVector256Single(sum.high), Avx2FloatLanes.BFloat16(scales + 16, isSecond))).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddScaledExactly(Avx2Int32Lanes floats, Avx2Int32Lanes sum, ushort* scales, bool isSecond) => new(
        Fma.MultiplyAdd(Avx.ConvertToVector256Single(sum.low), Avx2FloatLanes.BFloat16(scales, isSecond), floats.low.AsSingle()).AsInt32(),
        Fma.MultiplyAdd(Avx.ConvertToVector256Single(sum.high), Avx2FloatLanes.BFloat16(scales + 16, isSecond), floats.high.AsSingle()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes AddProducts(Avx2Int32Lanes sum, sbyte* row, int factor) => new(
        Avx2.Add(sum.low, Avx2.MultiplyLow(Avx2.ConvertToVector256Int32(row), Vector256.Create(factor))),
        Avx2.Add(sum.high, Avx2.MultiplyLow(Avx2.ConvertToVector256Int32(row + 8), Vector256.Create(factor))));

    // Sums of two products, at most 2 * 15 * 128: eight of them fit into 16 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> PairNibbles(Vector256<int> partial, Vector256<sbyte> first, Vector256<sbyte> second, Vector256<byte> weights)
    {
        var low = Avx2.And(weights, Vector256.Create((byte)0x0F));
        var high = Avx2.And(Avx2.ShiftRightLogical(weights.AsUInt16(), 4).AsByte(), Vector256.Create((byte)0x0F));
        var pairs = Avx2.Add(Avx2.MultiplyAddAdjacent(low, first), Avx2.MultiplyAddAdjacent(high, second));
        return Avx2.Add(partial.AsInt16(), pairs).AsInt32();
    }
}
