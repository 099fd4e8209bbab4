using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Weights on asymmetric grids that are stored less an offset of their output: <c>sum of a * (w + offset) = sum of a * w + offset * sum of a</c>.
/// Called by generated code.
/// </summary>
public static unsafe class WeightOffsets
{
    /// <summary><c>offsets[n] * sum</c> for 16 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TInt Multiply<TInt>(sbyte* offsets, int sum)
        where TInt : unmanaged, IInt32Lanes<TInt>
    {
        var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.Load(offsets).ToVector256Unsafe()));
        var product = Vector512.Create(low * sum, high * sum);
        return TInt.Load((int*)&product);
    }

    /// <summary>Sum of <paramref name="count"/> activations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Sum(byte* input, int count)
    {
        var (sums, i) = (Vector256<uint>.Zero, 0);
        for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(input + i));
            var (first, second) = Vector256.Widen(low + high);
            sums += first + second;
        }

        var sum = (int)Vector256.Sum(sums);
        for (; i < count; i++) sum += input[i];
        return sum;
    }

    /// <summary>Sum of <paramref name="count"/> activations, in one order on every processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum(float* input, int count)
    {
        var (sums, i) = (Vector256<float>.Zero, 0);
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count) sums += Vector256.Load(input + i);
        var sum = 0f;
        for (var lane = 0; lane < Vector256<float>.Count; lane++) sum += sums[lane];
        for (; i < count; i++) sum += input[i];
        return sum;
    }

    /// <summary>Sums of the activations of every window of an image.</summary>
    /// <param name="input">The image.</param>
    /// <param name="pixels">Windows, and the elements from row to row and from column to column of them.</param>
    /// <param name="taps">Runs of a window, and the elements from row to row and from column to column of them.</param>
    /// <param name="run">Elements of a run, which lie together.</param>
    /// <param name="zero">What is taken off every sum.</param>
    /// <param name="sums">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumWindows(byte* input, WindowSteps pixels, WindowSteps taps, int run, int zero, int* sums)
    {
        for (var y = 0; y < pixels.Rows; y++)
        {
            for (var x = 0; x < pixels.Columns; x++)
            {
                var from = input + (pixels.RowStep * y) + (pixels.ColumnStep * x);
                var sum = -zero;
                for (var tap = 0; tap < taps.Rows * taps.Columns; tap++)
                    sum += Sum(from + (taps.RowStep * (tap / taps.Columns)) + (taps.ColumnStep * (tap % taps.Columns)), run);
                *sums++ = sum;
            }
        }
    }
}
