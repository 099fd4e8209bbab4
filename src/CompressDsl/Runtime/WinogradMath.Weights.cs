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
            Nine(weights + at, tap, to, isOdd: false);
            Nine(weights + at, tap, to + (2 * Lanes), isOdd: true);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Nine(sbyte* from, nint tap, short* to, bool isOdd)
    {
        var (a0, a1, a2, a3) = WeightColumn(from, tap, isOdd);
        var (b0, b1, b2, b3) = WeightColumn(from + tap, tap, isOdd);
        var (c0, c1, c2, c3) = WeightColumn(from + (2 * tap), tap, isOdd);
        StoreWeights(a0, b0, c0, to, tap);
        StoreWeights(a1, b1, c1, to + (4 * tap), tap);
        StoreWeights(a2, b2, c2, to + (8 * tap), tap);
        StoreWeights(a3, b3, c3, to + (12 * tap), tap);
    }

    // 2G times a column of the kernel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> First, Vector256<short> Second, Vector256<short> Third, Vector256<short> Fourth) WeightColumn(
        sbyte* weights, nint tap, bool isOdd)
    {
        var above = SixPointMath.Taps(weights, isOdd);
        var middle = SixPointMath.Taps(weights + (3 * tap), isOdd);
        var below = SixPointMath.Taps(weights + (6 * tap), isOdd);
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
