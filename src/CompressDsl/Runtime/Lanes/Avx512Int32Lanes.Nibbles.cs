using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddNibbles(Avx512Int32Lanes partial, sbyte* activations, byte* weights)
    {
        var (packed, nibble) = (Vector512.Load(weights), Vector512.Create((byte)0x0F));
        var first = MultiplyPairs(packed & nibble, Vector512.Create(Unsafe.ReadUnaligned<int>(activations)).AsSByte());
        var second = MultiplyPairs((packed.AsUInt16() >> 4).AsByte() & nibble, Vector512.Create(Unsafe.ReadUnaligned<int>(activations + 4)).AsSByte());
        return new((partial.all.AsInt16() + (first + second)).AsInt32());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes JoinNibbles(Avx512Int32Lanes partial, int start) => new(AddPairs(partial.all.AsInt16()) + Vector512.Create(start));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes AddScaled(Avx512Int32Lanes floats, Avx512Int32Lanes sum, float* scale) =>
        new((floats.all.AsSingle() + (Vector512.ConvertToSingle(sum.all) * Vector512.Load(scale))).AsInt32());
}
