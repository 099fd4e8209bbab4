using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Vector128Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes StartNibbles(NibbleStart* start)
    {
        var all = Vector128.Create(start->Halves);
        return new(all, all, all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes AddNibbles(Vector128Int32Lanes partial, sbyte* activations, byte* weights)
    {
        var first = Vector128.Create(Unsafe.ReadUnaligned<int>(activations)).AsSByte();
        var second = Vector128.Create(Unsafe.ReadUnaligned<int>(activations + 4)).AsSByte();
        return new(
            PairNibbles(partial.a, first, second, Vector128.Load(weights)),
            PairNibbles(partial.b, first, second, Vector128.Load(weights + 16)),
            PairNibbles(partial.c, first, second, Vector128.Load(weights + 32)),
            PairNibbles(partial.d, first, second, Vector128.Load(weights + 48)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes JoinNibbles(Vector128Int32Lanes partial) =>
        new(Join(partial.a), Join(partial.b), Join(partial.c), Join(partial.d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes AddScaled(Vector128Int32Lanes floats, Vector128Int32Lanes sum, ushort* scales, bool isSecond) => new(
        AddScaled(floats.a, sum.a, scales, isSecond), AddScaled(floats.b, sum.b, scales + 8, isSecond),
        AddScaled(floats.c, sum.c, scales + 16, isSecond), AddScaled(floats.d, sum.d, scales + 24, isSecond));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes AddProducts(Vector128Int32Lanes sum, sbyte* row, int factor)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(row));
        var (first, second) = Vector128.Widen(low);
        var (third, fourth) = Vector128.Widen(high);
        return new(sum.a + (first * factor), sum.b + (second * factor), sum.c + (third * factor), sum.d + (fourth * factor));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> AddScaled(Vector128<int> floats, Vector128<int> sum, ushort* scales, bool isSecond) =>
        (floats.AsSingle() + (Vector128.ConvertToSingle(sum) * Vector128FloatLanes.BFloat16(scales, isSecond))).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Join(Vector128<int> pairs) => ((pairs << 16) >> 16) + (pairs >> 16);

    // Sums of two products, at most 2 * 15 * 128: eight of them fit into 16 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> PairNibbles(Vector128<int> partial, Vector128<sbyte> first, Vector128<sbyte> second, Vector128<byte> weights)
    {
        var low = weights & Vector128.Create((byte)0x0F);
        var high = (weights.AsUInt16() >> 4).AsByte() & Vector128.Create((byte)0x0F);
        return (partial.AsInt16() + Pairs(low, first) + Pairs(high, second)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pairs(Vector128<byte> nibbles, Vector128<sbyte> activations)
    {
        if (Ssse3.IsSupported)
        {
            return Ssse3.MultiplyAddAdjacent(nibbles, activations);
        }

        var (w, a) = (nibbles.AsInt16(), activations.AsInt16());
        return ((w & Vector128.Create((short)0xFF)) * ((a << 8) >> 8)) + ((w >> 8) * (a >> 8));
    }
}
