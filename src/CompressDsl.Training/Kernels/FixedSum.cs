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

    /// <summary>Sum of the products of two spans of one length, by stretches of 1024 in float and over the stretches in double.</summary>
    public static double Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double total = 0;
        for (; first.Length > 0; first = first[Math.Min(1024, first.Length)..], second = second[Math.Min(1024, second.Length)..])
            total += DotOf(first[..Math.Min(1024, first.Length)], second[..Math.Min(1024, second.Length)]);
        return total;
    }

    private static float DotOf(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sums = Vector256<float>.Zero;
        var wide = first.Length & ~7;
        var left = MemoryMarshal.Cast<float, Vector256<float>>(first[..wide]);
        var right = MemoryMarshal.Cast<float, Vector256<float>>(second[..wide]);
        for (var i = 0; i < left.Length; i++) sums += left[i] * right[i];
        var total = Across(sums);
        for (var i = wide; i < first.Length; i++) total += first[i] * second[i];
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
