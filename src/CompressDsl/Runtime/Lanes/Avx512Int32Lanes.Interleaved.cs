using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Depthwise products in 16 bits: words need no offset and no signs, and the rows of a kernel are widened while they are put side by side. An
/// operand holds rows 0 and 2 as the words of 16 lanes, and rows 1 and 3.
/// </content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    public static int InterleavedOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes Interleave(byte* a, byte* b, byte* c, byte* d) => new(Words(a, c), Words(b, d));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddInterleaved(Avx512Int32Lanes sum, Avx512Int32Lanes activations, sbyte* weights)
    {
        var pairs = Vector512.Load(weights).AsInt16();
        var (even, odd) = ((pairs << 8) >> 8, pairs >> 8);
        return new(
            sum.all + MultiplyWords(activations.all.AsInt16(), even) + MultiplyWords(activations.negative.AsInt16(), odd));
    }

    // first[n] and second[n] as the two words of lane n.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Words(byte* first, byte* second) =>
        Integers(Vector128.Load(first)) | (Integers(Vector128.Load(second)) << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Integers(Vector128<byte> bytes) => Avx512FloatLanes.Integers(bytes);
}
