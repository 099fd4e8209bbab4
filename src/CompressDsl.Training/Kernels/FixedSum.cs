using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Training;

/// <summary>
/// Sums in an order that depends on the length alone (TensorPrimitives' reductions depend on the address), so that results repeat bit
/// by bit on every processor.
/// </summary>
public static class FixedSum
{
    /// <summary>Sum of the values: 8 running sums, added as a tree, then the rest.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        var sums = Vector256<float>.Zero;
        var wide = values[..(values.Length & ~7)];
        foreach (var v in MemoryMarshal.Cast<float, Vector256<float>>(wide)) sums += v;
        var total = Across(sums);
        foreach (var v in values[wide.Length..]) total += v;
        return total;
    }

    /// <summary>Sum of the squares, by stretches of 1024 in float and over the stretches in double.</summary>
    public static double Squares(ReadOnlySpan<float> values)
    {
        double total = 0;
        for (; values.Length > 0; values = values[Math.Min(1024, values.Length)..]) total += SquaresOf(values[..Math.Min(1024, values.Length)]);
        return total;
    }

    private static float SquaresOf(ReadOnlySpan<float> values)
    {
        var sums = Vector256<float>.Zero;
        var wide = values[..(values.Length & ~7)];
        foreach (var v in MemoryMarshal.Cast<float, Vector256<float>>(wide)) sums += v * v;
        var total = Across(sums);
        foreach (var v in values[wide.Length..]) total += v * v;
        return total;
    }

    private static float Across(Vector256<float> v)
    {
        var half = v.GetLower() + v.GetUpper();
        return half[0] + half[2] + (half[1] + half[3]);
    }
}
