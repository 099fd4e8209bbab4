using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct AvxVnniInt32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes AddNibbles(AvxVnniInt32Lanes partial, sbyte* activations, byte* weights)
    {
        Sse.Prefetch0(weights + Nibble.Ahead);
        var first = Avx2.BroadcastScalarToVector256((int*)activations).AsSByte();
        var second = Avx2.BroadcastScalarToVector256((int*)(activations + 4)).AsSByte();
        return new(
            DotNibbles(partial.low, first, second, Vector256.Load(weights)),
            DotNibbles(partial.high, first, second, Vector256.Load(weights + 32)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes StartNibbles(NibbleStart* start)
    {
        var all = Vector256.Create(start->Whole);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes JoinNibbles(AvxVnniInt32Lanes partial) => partial;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes AddScaled(AvxVnniInt32Lanes floats, AvxVnniInt32Lanes sum, ushort* scales, bool isSecond) => new(
        Avx.Add(floats.low.AsSingle(), Avx.Multiply(Avx.ConvertToVector256Single(sum.low), Avx2FloatLanes.BFloat16(scales, isSecond))).AsInt32(),
        Avx.Add(floats.high.AsSingle(), Avx.Multiply(Avx.ConvertToVector256Single(sum.high), Avx2FloatLanes.BFloat16(scales + 16, isSecond))).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes AddScaledExactly(AvxVnniInt32Lanes floats, AvxVnniInt32Lanes sum, ushort* scales, bool isSecond) => new(
        Fma.MultiplyAdd(Avx.ConvertToVector256Single(sum.low), Avx2FloatLanes.BFloat16(scales, isSecond), floats.low.AsSingle()).AsInt32(),
        Fma.MultiplyAdd(Avx.ConvertToVector256Single(sum.high), Avx2FloatLanes.BFloat16(scales + 16, isSecond), floats.high.AsSingle()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AvxVnniInt32Lanes AddProducts(AvxVnniInt32Lanes sum, sbyte* row, int factor) => new(
        Avx2.Add(sum.low, Avx2.MultiplyLow(Avx2.ConvertToVector256Int32(row), Vector256.Create(factor))),
        Avx2.Add(sum.high, Avx2.MultiplyLow(Avx2.ConvertToVector256Int32(row + 8), Vector256.Create(factor))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> DotNibbles(Vector256<int> sum, Vector256<sbyte> first, Vector256<sbyte> second, Vector256<byte> weights)
    {
        var low = Avx2.And(weights, Vector256.Create((byte)0x0F));
        var high = Avx2.And(Avx2.ShiftRightLogical(weights.AsUInt16(), 4).AsByte(), Vector256.Create((byte)0x0F));
        return DotAdd(DotAdd(sum, low, first), high, second);
    }
}
