using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct PortableInt32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes StartNibbles(NibbleStart* start)
    {
        var all = new Vector<int>(start->Halves);
        return new(all, HasTwo ? all : default, HasFour ? all : default, HasFour ? all : default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes AddNibbles(PortableInt32Lanes partial, sbyte* activations, byte* weights)
    {
        var (first, second) = (SignedPairs(activations), SignedPairs(activations + 4));
        return new(
            PairNibbles(partial.a, first, second, weights),
            HasTwo ? PairNibbles(partial.b, first, second, weights + Vector<byte>.Count) : default,
            HasFour ? PairNibbles(partial.c, first, second, weights + (2 * Vector<byte>.Count)) : default,
            HasFour ? PairNibbles(partial.d, first, second, weights + (3 * Vector<byte>.Count)) : default);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes JoinNibbles(PortableInt32Lanes partial) => new(
        Join(partial.a), HasTwo ? Join(partial.b) : default, HasFour ? Join(partial.c) : default, HasFour ? Join(partial.d) : default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PortableInt32Lanes AddScaled(PortableInt32Lanes floats, PortableInt32Lanes sum, ushort* scales, bool isSecond)
    {
        var own = stackalloc float[16];
        PortableFloatLanes.Store(PortableFloatLanes.LoadBFloat16(scales, isSecond), own);
        return new(
            AddScaled(floats.a, sum.a, own),
            HasTwo ? AddScaled(floats.b, sum.b, own + Vector<float>.Count) : default,
            HasFour ? AddScaled(floats.c, sum.c, own + (2 * Vector<float>.Count)) : default,
            HasFour ? AddScaled(floats.d, sum.d, own + (3 * Vector<float>.Count)) : default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> AddScaled(Vector<int> floats, Vector<int> sum, float* scale) =>
        Vector.AsVectorInt32(Vector.AsVectorSingle(floats) + (Vector.ConvertToSingle(sum) * Vector.Load(scale)));

    // The first and third activation again and again as int16, and the second and fourth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<short> Even, Vector<short> Odd) SignedPairs(sbyte* a) => (
        Vector.AsVectorInt16(new Vector<int>((ushort)a[0] + (a[2] << 16))),
        Vector.AsVectorInt16(new Vector<int>((ushort)a[1] + (a[3] << 16))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Join(Vector<int> pairs) => ((pairs << 16) >> 16) + (pairs >> 16);

    // Sums of two products, at most 2 * 15 * 128: eight of them fit into 16 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> PairNibbles(
        Vector<int> partial, (Vector<short> Even, Vector<short> Odd) first, (Vector<short> Even, Vector<short> Odd) second, byte* weights)
    {
        var (packed, nibble) = (Vector.AsVectorUInt16(Vector.Load(weights)), new Vector<ushort>(0x0F));
        var low = (Signed(packed & nibble) * first.Even) + (Signed((packed >> 8) & nibble) * first.Odd);
        var high = (Signed((packed >> 4) & nibble) * second.Even) + (Signed(packed >> 12) * second.Odd);
        return Vector.AsVectorInt32(Vector.AsVectorInt16(partial) + low + high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<short> Signed(Vector<ushort> values) => Vector.AsVectorInt16(values);
}
