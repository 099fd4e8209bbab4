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
        var tap = (nint)Lanes * channels;
        for (nint at = 0; at < tap; at += Vector256<sbyte>.Count)
        {
            // 8 outputs of four channels, two pairs of words each.
            var to = transformed + (at / 64 * 64) + (at % 64 / 2);
            Nine(weights + at, tap, to, isOdd: false);
            Nine(weights + at, tap, to + (2 * Lanes), isOdd: true);
        }
    }

    /// <summary>Transforms the weights of 16 outputs.</summary>
    /// <param name="weights">[5][5][channels / 4][16 outputs][4 channels].</param>
    /// <param name="channels">A multiple of 4.</param>
    /// <param name="transformed">Receives [40 products][channels / 4][channels 0 and 2, 1 and 3][16 outputs][2 channels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights5x5(sbyte* weights, int channels, short* transformed)
    {
        var tap = (nint)Lanes * channels;
        for (nint at = 0; at < tap; at += Vector256<sbyte>.Count)
        {
            var to = transformed + (at / 64 * 64) + (at % 64 / 2);
            TwentyFive(weights + at, tap, to, isOdd: false);
            TwentyFive(weights + at, tap, to + (2 * Lanes), isOdd: true);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Nine(sbyte* from, nint tap, short* to, bool isOdd)
    {
        var row = 3 * tap;
        var (a, b, c) = (Taps(from, isOdd), Taps(from + tap, isOdd), Taps(from + (2 * tap), isOdd));
        var (d, e, f) = (Taps(from + row, isOdd), Taps(from + row + tap, isOdd), Taps(from + row + (2 * tap), isOdd));
        var (g, h, i) = (Taps(from + (2 * row), isOdd), Taps(from + (2 * row) + tap, isOdd), Taps(from + (2 * row) + (2 * tap), isOdd));
        StoreThree((Six(a), Six(b), Six(c)), to, tap);
        to += Points * tap;
        StoreThree((a + g + d, b + h + e, c + i + f), to, tap);
        StoreThree((a + g - d, b + h - e, c + i - f), to + (Points * tap), tap);
        to += 2 * Points * tap;
        (d, e, f) = (d << 1, e << 1, f << 1);
        (a, b, c) = (a + (g << 2), b + (h << 2), c + (i << 2));
        StoreThree((a + d, b + e, c + f), to, tap);
        StoreThree((a - d, b - e, c - f), to + (Points * tap), tap);
        StoreThree((Six(g), Six(h), Six(i)), to + (2 * Points * tap), tap);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwentyFive(sbyte* from, nint tap, short* to, bool isOdd)
    {
        var words = stackalloc short[Points * 5 * Lanes];
        for (var i = 0; i < 5; i++)
        {
            StoreFive(
                (Taps(from, isOdd), Taps(from + (5 * tap), isOdd), Taps(from + (10 * tap), isOdd)),
                (Taps(from + (15 * tap), isOdd), Taps(from + (20 * tap), isOdd)), words + (Lanes * i), 5 * Lanes);
            from += tap;
        }

        var parts = to + (Products3x3 * tap);
        for (var i = 0; i < Points; i++)
        {
            var first = (Vector256.Load(words), Vector256.Load(words + Lanes), Vector256.Load(words + (2 * Lanes)));
            var second = (Vector256.Load(words + (3 * Lanes)), Vector256.Load(words + (4 * Lanes)));
            StoreFive(first, second, to, tap);
            if (i is Divided or Divided + 1)
            {
                StoreParts(first, second, to + (Divided * tap), parts, tap);
                parts += 2 * tap;
            }

            words += 5 * Lanes;
            to += Points * tap;
        }
    }

    // Bytes 0 and 2 of every four as words, or bytes 1 and 3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<short> Taps(sbyte* weights, bool isOdd) =>
        (isOdd ? Vector256.Load(weights).AsInt16() : Vector256.Load(weights).AsInt16() << 8) >> 8;

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
