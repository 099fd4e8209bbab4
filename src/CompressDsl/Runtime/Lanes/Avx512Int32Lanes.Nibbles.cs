using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes StartNibbles(NibbleStart* start) => new(Vector512.Create(start->Halves));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddNibbles(Avx512Int32Lanes partial, sbyte* activations, byte* weights)
    {
        Sse.Prefetch0(weights + Nibble.Ahead);
        var packed = Vector512.Load(weights);
        var first = MultiplyPairs(packed & Vector512.Create((byte)0x0F), Vector512.Create(Unsafe.ReadUnaligned<int>(activations)).AsSByte());
        var second = MultiplyPairs(HigherNibbles(packed), Vector512.Create(Unsafe.ReadUnaligned<int>(activations + 4)).AsSByte());
        return new((partial.all.AsInt16() + first + second).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes JoinNibbles(Avx512Int32Lanes partial) => new(AddPairs(partial.all.AsInt16()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddScaled(Avx512Int32Lanes floats, Avx512Int32Lanes sum, ushort* scales, bool isSecond) =>
        new((floats.all.AsSingle() + (Vector512.ConvertToSingle(sum.all) * Avx512FloatLanes.BFloat16(scales, isSecond))).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddScaledExactly(Avx512Int32Lanes floats, Avx512Int32Lanes sum, ushort* scales, bool isSecond) =>
        new(Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(sum.all), Avx512FloatLanes.BFloat16(scales, isSecond), floats.all.AsSingle()).AsInt32());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddProducts(Avx512Int32Lanes sum, sbyte* row, int factor) =>
        new(sum.all + (Avx512F.ConvertToVector512Int32(Vector128.Load(row)) * Vector512.Create(factor)));

    // As a product of bits: the matrix takes bits 7 to 4 to bits 3 to 0, which is one instruction where there are no shifts of bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> HigherNibbles(Vector512<byte> bytes) => Gfni.V512.IsSupported
        ? Gfni.V512.GaloisFieldAffineTransform(bytes, Vector512.Create(0x10204080_00000000UL).AsByte(), 0)
        : (bytes.AsUInt16() >> 4).AsByte() & Vector512.Create((byte)0x0F);
}
