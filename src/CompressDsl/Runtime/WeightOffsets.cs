using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Weights on asymmetric grids that are stored less an offset of their output: <c>sum of a * (w + offset) = sum of a * w + offset * sum of a</c>.
/// Called by generated code.
/// </summary>
public static unsafe class WeightOffsets
{
    /// <summary>Sum of <paramref name="count"/> activations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(byte* input, int count)
    {
        var (sums, i) = (Vector128<uint>.Zero, 0);
        for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count) sums += SumsOf(Vector128.Load(input + i));
        var sum = (int)Vector128.Sum(sums);
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
    /// <param name="places">Where the windows lie in it.</param>
    /// <param name="zero">What is taken off every sum.</param>
    /// <param name="room">Receives them; behind them is room for a number per unit and for one more row of these.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumWindows(byte* input, WindowPlaces places, int zero, int* room)
    {
        var (pixels, taps, units, run) = places;
        var each = room + (pixels.Rows * pixels.Columns);
        var column = each + (units.Rows * units.Columns);
        for (var y = 0; y < units.Rows; y++)
            for (var x = 0; x < units.Columns; x++) each[(units.Columns * y) + x] = Sum(input + (units.RowStep * y) + (units.ColumnStep * x), units.ColumnStep);

        for (var y = 0; y < pixels.Rows; y++)
        {
            new Span<int>(column, units.Columns).Clear();
            for (var tap = 0; tap < taps.Rows; tap++) AddRow(each + (Row((pixels.RowStep * y) + (taps.RowStep * tap), units) * units.Columns), column, units.Columns);
            for (var x = 0; x < pixels.Columns; x++)
            {
                var sum = -zero;
                for (var tap = 0; tap < taps.Columns; tap++)
                {
                    var from = column + (((pixels.ColumnStep * x) + (taps.ColumnStep * tap)) / units.ColumnStep);
                    for (var i = 0; i < run / units.ColumnStep; i++) sum += from[i];
                }

                *room++ = sum;
            }
        }
    }

    private static int Row(int place, WindowSteps units) => units.RowStep == 0 ? 0 : place / units.RowStep;

    private static void AddRow(int* row, int* sums, int count)
    {
        var i = 0;
        for (; i <= count - Vector256<int>.Count; i += Vector256<int>.Count) (Vector256.Load(sums + i) + Vector256.Load(row + i)).Store(sums + i);
        for (; i < count; i++) sums[i] += row[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> SumsOf(Vector128<byte> activations)
    {
        if (Sse2.IsSupported) return Sse2.SumAbsoluteDifferences(activations, Vector128<byte>.Zero).AsUInt32();
        var (low, high) = Vector128.Widen(activations);
        var (first, second) = Vector128.Widen(low + high);
        return first + second;
    }
}
