using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>Brings the three planes of a picture side by side: a[0], b[0], c[0], a[1], ... Called by generated code.</summary>
public static unsafe class PlaneMath
{
    // No element: a shuffle puts zero there.
    private const byte None = 255;

    /// <summary>Three rows of bytes.</summary>
    /// <param name="input">The first row.</param>
    /// <param name="plane">Elements from row to row.</param>
    /// <param name="output">Receives three times <paramref name="count"/> elements, and nothing behind them.</param>
    /// <param name="count">Elements in a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(byte* input, nint plane, byte* output, nint count)
    {
        nint i = 0;
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (a, b, c) = (Vector128.Load(input + i), Vector128.Load(input + plane + i), Vector128.Load(input + (2 * plane) + i));
            First(a, b, c).Store(output + (3 * i));
            Second(a, b, c).Store(output + (3 * i) + 16);
            Third(a, b, c).Store(output + (3 * i) + 32);
        }

        for (; i < count; i++)
        {
            for (var row = 0; row < 3; row++) output[(3 * i) + row] = input[(row * plane) + i];
        }
    }

    /// <summary>Three rows of floats.</summary>
    /// <inheritdoc cref="Interleave(byte*, nint, byte*, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Interleave(float* input, nint plane, float* output, nint count)
    {
        nint i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var (a, b, c) = (Vector128.Load(input + i), Vector128.Load(input + plane + i), Vector128.Load(input + (2 * plane) + i));
            (Vector128.Shuffle(a, Vector128.Create(0, None, None, 1))
                | Vector128.Shuffle(b, Vector128.Create(None, 0, None, None))
                | Vector128.Shuffle(c, Vector128.Create(None, None, 0, None))).Store(output + (3 * i));
            (Vector128.Shuffle(a, Vector128.Create(None, None, 2, None))
                | Vector128.Shuffle(b, Vector128.Create(1, None, None, 2))
                | Vector128.Shuffle(c, Vector128.Create(None, 1, None, None))).Store(output + (3 * i) + 4);
            (Vector128.Shuffle(a, Vector128.Create(None, 3, None, None))
                | Vector128.Shuffle(b, Vector128.Create(None, None, 3, None))
                | Vector128.Shuffle(c, Vector128.Create(2, None, None, 3))).Store(output + (3 * i) + 8);
        }

        for (; i < count; i++)
        {
            for (var row = 0; row < 3; row++) output[(3 * i) + row] = input[(row * plane) + i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> First(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Vector128.Shuffle(a, Vector128.Create((byte)0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None, None, 5))
        | Vector128.Shuffle(b, Vector128.Create(None, 0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None, None))
        | Vector128.Shuffle(c, Vector128.Create(None, None, 0, None, None, 1, None, None, 2, None, None, 3, None, None, 4, None));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Second(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Vector128.Shuffle(a, Vector128.Create(None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None, 10, None))
        | Vector128.Shuffle(b, Vector128.Create((byte)5, None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None, 10))
        | Vector128.Shuffle(c, Vector128.Create(None, 5, None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Third(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Vector128.Shuffle(a, Vector128.Create(None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15, None, None))
        | Vector128.Shuffle(b, Vector128.Create(None, None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15, None))
        | Vector128.Shuffle(c, Vector128.Create((byte)10, None, None, 11, None, None, 12, None, None, 13, None, None, 14, None, None, 15));
}
