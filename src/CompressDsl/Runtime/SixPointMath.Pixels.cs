using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Pixels: A' m A with A' = [1 -4 -4 1 1 0; 0 -2 2 1 -1 0; 0 -1 -1 1 1 0; 0 -1 1 2 -2 1] for 4x4 pixels, whose rows give 24, 12, 6 and 6 times
/// the sums, and [1 -4 -4 1 1 0; 0 -2 2 1 -1 2] for 2x2, whose rows give 24 and 12 times.
/// </content>
public static unsafe partial class SixPointMath
{
    /// <summary>From product to product of <see cref="WinogradMath.Multiply"/>.</summary>
    private const int Plane = WinogradMath.Together * Lanes;

    private const int Half = Lanes / 2;

    /// <summary>Times 9 it is 1 modulo 2^32.</summary>
    private const int InverseOfNine = 954437177;

    /// <summary>The sums of the 16 pixels of a tile.</summary>
    /// <param name="products">The tile in the result of <see cref="Multiply3x3"/>.</param>
    /// <param name="pixels">Receives [4 rows][4 columns][16 outputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pixels3x3(int* products, int* pixels)
    {
        for (var half = 0; half < Lanes; half += Half)
        {
            EvenRows(products + half, pixels + half);
            OddRows(products + half, pixels + half);
        }
    }

    /// <summary>The sums of the four pixels of a tile.</summary>
    /// <param name="products">The tile in the result of <see cref="Multiply5x5"/>.</param>
    /// <param name="pixels">Receives [above, below][left, right][16 outputs].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pixels5x5(int* products, int* pixels)
    {
        for (var half = 0; half < Lanes; half += Half)
        {
            var from = products + half;
            var (a, b, c) = (TwoRows(from), TwoRows(from + Plane), TwoRows(from + (2 * Plane)));
            var (d, e, f) = (TwoRows(from + (3 * Plane)), TwoRows(from + (4 * Plane)), TwoRows(from + (5 * Plane)));
            StoreTwo((a.Above, b.Above, c.Above), (d.Above, e.Above, f.Above), 3, pixels + half);
            StoreTwo((a.Below, b.Below, c.Below), (d.Below, e.Below, f.Below), 2, pixels + half + (2 * Lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EvenRows(int* products, int* pixels)
    {
        var (a, b, c) = (EvenRows(products), EvenRows(products + Plane), EvenRows(products + (2 * Plane)));
        var (d, e, f) = (EvenRows(products + (3 * Plane)), EvenRows(products + (4 * Plane)), EvenRows(products + (5 * Plane)));
        StoreFour((a.First, b.First, c.First), (d.First, e.First, f.First), 3, pixels);
        StoreFour((a.Third, b.Third, c.Third), (d.Third, e.Third, f.Third), 1, pixels + (8 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OddRows(int* products, int* pixels)
    {
        var (a, b, c) = (OddRows(products), OddRows(products + Plane), OddRows(products + (2 * Plane)));
        var (d, e, f) = (OddRows(products + (3 * Plane)), OddRows(products + (4 * Plane)), OddRows(products + (5 * Plane)));
        StoreFour((a.Second, b.Second, c.Second), (d.Second, e.Second, f.Second), 2, pixels + (4 * Lanes));
        StoreFour((a.Fourth, b.Fourth, c.Fourth), (d.Fourth, e.Fourth, f.Fourth), 1, pixels + (12 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> First, Vector256<int> Third) EvenRows(int* column)
    {
        var (ones, twos) = (At(column, 1) + At(column, 2), At(column, 3) + At(column, 4));
        return (At(column, 0) - (ones << 2) + twos, twos - ones);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Second, Vector256<int> Fourth) OddRows(int* column)
    {
        var (ones, twos) = (At(column, 1) - At(column, 2), At(column, 3) - At(column, 4));
        return (twos - (ones << 1), (twos << 1) - ones + At(column, 5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Above, Vector256<int> Below) TwoRows(int* column)
    {
        var (one, minusOne, two, minusTwo) = (At(column, 1), At(column, 2), At(column, 3), At(column, 4));
        return (
            At(column, 0) - ((one + minusOne) << 2) + two + minusTwo,
            two - minusTwo + ((At(column, 5) - one + minusOne) << 1));
    }

    // The same along a row; what is left of 9 * 2^n is taken out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(
        (Vector256<int> A, Vector256<int> B, Vector256<int> C) first, (Vector256<int> D, Vector256<int> E, Vector256<int> F) second, int shift, int* to)
    {
        var (ones, twos) = (first.B + first.C, second.D + second.E);
        Store(first.A - (ones << 2) + twos, shift + 3, to);
        Store(twos - ones, shift + 1, to + (2 * Lanes));
        (ones, twos) = (first.B - first.C, second.D - second.E);
        Store(twos - (ones << 1), shift + 2, to + Lanes);
        Store((twos << 1) - ones + second.F, shift + 1, to + (3 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(
        (Vector256<int> A, Vector256<int> B, Vector256<int> C) first, (Vector256<int> D, Vector256<int> E, Vector256<int> F) second, int shift, int* to)
    {
        Store(first.A - ((first.B + first.C) << 2) + second.D + second.E, shift + 3, to);
        Store(second.D - second.E + ((second.F - first.B + first.C) << 1), shift + 2, to + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> sum, int shift, int* to) => ((sum * InverseOfNine) >> shift).Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> At(int* column, int row) => Vector256.Load(column + (Points * Plane * row));
}
