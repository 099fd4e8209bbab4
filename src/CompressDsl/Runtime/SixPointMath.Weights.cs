using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Weights: G g G' with G = [6 0 0; 1 1 1; 1 -1 1; 1 2 4; 1 -2 4; 0 0 6] for 3x3 and
/// [6 0 0 0 0; 1 1 1 1 1; 1 -1 1 -1 1; 1 2 4 8 16; 1 -2 4 -8 16; 0 0 0 0 6] for 5x5.
/// </content>
public static unsafe partial class SixPointMath
{
    /// <summary>Transforms the weights of 16 outputs.</summary>
    /// <param name="weights">[3][3][channels / 4][16 outputs][4 channels].</param>
    /// <param name="channels">A multiple of 4.</param>
    /// <param name="transformed">Receives [36 products][channels / 4][channels 0 and 2, 1 and 3][16 outputs][2 channels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights3x3(sbyte* weights, int channels, short* transformed)
    {
        var words = stackalloc short[Points * 3 * Lanes];
        var tap = (nint)Lanes * channels;
        for (nint at = 0; at < tap; at += Vector256<sbyte>.Count)
        {
            // 8 outputs of four channels, two pairs of words each.
            for (var odd = 0; odd < 2; odd++)
            {
                var from = weights + at;
                var to = transformed + (at / 64 * 64) + (at % 64 / 2) + (2 * Lanes * odd);
                for (var i = 0; i < 3; i++)
                    StoreThree((Taps(from + (i * tap), odd), Taps(from + ((3 + i) * tap), odd), Taps(from + ((6 + i) * tap), odd)), words + (Lanes * i), 3 * Lanes);
                for (var i = 0; i < Points; i++)
                {
                    var row = words + (3 * Lanes * i);
                    StoreThree((Vector256.Load(row), Vector256.Load(row + Lanes), Vector256.Load(row + (2 * Lanes))), to + (Points * i * tap), tap);
                }
            }
        }
    }

    /// <summary>Transforms the weights of 16 outputs.</summary>
    /// <param name="weights">[5][5][channels / 4][16 outputs][4 channels].</param>
    /// <param name="channels">A multiple of 4.</param>
    /// <param name="transformed">Receives [40 products][channels / 4][channels 0 and 2, 1 and 3][16 outputs][2 channels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights5x5(sbyte* weights, int channels, short* transformed)
    {
        var words = stackalloc short[Points * 5 * Lanes];
        var tap = (nint)Lanes * channels;
        for (nint at = 0; at < tap; at += Vector256<sbyte>.Count)
        {
            for (var odd = 0; odd < 2; odd++)
            {
                var from = weights + at;
                var to = transformed + (at / 64 * 64) + (at % 64 / 2) + (2 * Lanes * odd);
                for (var i = 0; i < 5; i++)
                {
                    var column = from + (i * tap);
                    StoreFive(
                        (Taps(column, odd), Taps(column + (5 * tap), odd), Taps(column + (10 * tap), odd)),
                        (Taps(column + (15 * tap), odd), Taps(column + (20 * tap), odd)), words + (Lanes * i), 5 * Lanes);
                }

                for (var i = 0; i < Points; i++)
                {
                    var row = words + (5 * Lanes * i);
                    var first = (Vector256.Load(row), Vector256.Load(row + Lanes), Vector256.Load(row + (2 * Lanes)));
                    var second = (Vector256.Load(row + (3 * Lanes)), Vector256.Load(row + (4 * Lanes)));
                    StoreFive(first, second, to + (Points * i * tap), tap);
                    if (i is Divided or Divided + 1) StoreParts(first, second, to + (((Points * i) + Divided) * tap), to + ((Products3x3 + (2 * (i - Divided))) * tap), tap);
                }
            }
        }
    }

    // Bytes 0 and 2 of every four as words, or bytes 1 and 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Taps(sbyte* weights, int odd) => (Vector256.Load(weights).AsInt16() << (odd == 0 ? 8 : 0)) >> 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThree((Vector256<short> A, Vector256<short> B, Vector256<short> C) taps, short* to, nint step)
    {
        var (a, b, c) = taps;
        var ends = a + c;
        Six(a).Store(to);
        (ends + b).Store(to + step);
        (ends - b).Store(to + (2 * step));
        (ends, b) = (a + (c << 2), b << 1);
        (ends + b).Store(to + (3 * step));
        (ends - b).Store(to + (4 * step));
        Six(c).Store(to + (5 * step));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFive(
        (Vector256<short> A, Vector256<short> B, Vector256<short> C) first, (Vector256<short> D, Vector256<short> E) second, short* to, nint step)
    {
        var (a, b, c) = first;
        var (d, e) = second;
        var (even, odd) = (a + c + e, b + d);
        Six(a).Store(to);
        (even + odd).Store(to + step);
        (even - odd).Store(to + (2 * step));
        (even, odd) = (a + (c << 2) + (e << 4), (b << 1) + (d << 3));
        (even + odd).Store(to + (3 * step));
        (even - odd).Store(to + (4 * step));
        Six(e).Store(to + (5 * step));
    }

    // What does not fit into a word, at the points 2 and -2: a + 2b and what is multiplied by four, c + 2d + 4e.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreParts(
        (Vector256<short> A, Vector256<short> B, Vector256<short> C) first, (Vector256<short> D, Vector256<short> E) second,
        short* to, short* parts, nint step)
    {
        var (a, b, c) = first;
        var (d, e) = second;
        (a + (b << 1)).Store(to);
        (a - (b << 1)).Store(to + step);
        var even = c + (e << 2);
        (even + (d << 1)).Store(parts);
        (even - (d << 1)).Store(parts + step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Six(Vector256<short> value) => (value << 2) + (value << 1);
}
