using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>Weights: 2G g (2G)' with 2G = [2 0 0; 1 1 1; 1 -1 1; 0 0 2].</content>
public static unsafe partial class WinogradMath
{
    /// <summary>Transforms the weights of 16 outputs.</summary>
    /// <param name="weights">[3][3][channels / 4][16 outputs][4 channels].</param>
    /// <param name="channels">A multiple of 4.</param>
    /// <param name="transformed">Receives [16 products][channels / 4][channels 0 and 2, 1 and 3][16 outputs][2 channels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(sbyte* weights, int channels, short* transformed)
    {
        var tap = (nint)Lanes * channels;
        for (nint at = 0; at < tap; at += Vector256<sbyte>.Count)
        {
            // 8 outputs of four channels, two pairs of words each.
            var to = transformed + (at / 64 * 64) + (at % 64 / 2);
            for (var odd = 0; odd < 2; odd++)
            {
                var shift = odd == 0 ? 8 : 0;
                var (a0, a1, a2, a3) = WeightColumn(weights + at, tap, shift);
                var (b0, b1, b2, b3) = WeightColumn(weights + at + tap, tap, shift);
                var (c0, c1, c2, c3) = WeightColumn(weights + at + (2 * tap), tap, shift);
                StoreWeights(a0, b0, c0, to, tap);
                StoreWeights(a1, b1, c1, to + (4 * tap), tap);
                StoreWeights(a2, b2, c2, to + (8 * tap), tap);
                StoreWeights(a3, b3, c3, to + (12 * tap), tap);
                to += 2 * Lanes;
            }
        }
    }

    // 2G times a column of the kernel: bytes 0 and 2 of every four as words, or bytes 1 and 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> First, Vector256<short> Second, Vector256<short> Third, Vector256<short> Fourth) WeightColumn(
        sbyte* weights, nint tap, int shift)
    {
        var above = (Vector256.Load(weights).AsInt16() << shift) >> 8;
        var middle = (Vector256.Load(weights + (3 * tap)).AsInt16() << shift) >> 8;
        var below = (Vector256.Load(weights + (6 * tap)).AsInt16() << shift) >> 8;
        var ends = above + below;
        return (above + above, ends + middle, ends - middle, below + below);
    }

    // The same along a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWeights(Vector256<short> left, Vector256<short> middle, Vector256<short> right, short* to, nint product)
    {
        var ends = left + right;
        (left + left).Store(to);
        (ends + middle).Store(to + product);
        (ends - middle).Store(to + (2 * product));
        (right + right).Store(to + (3 * product));
    }
}
