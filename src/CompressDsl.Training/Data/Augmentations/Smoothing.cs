using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>Weighted sums of neighbours, in vectors; the products of a sum are added one after the other, whatever the width of a vector.</summary>
internal static class Smoothing
{
    private const int Together = 4;

    /// <summary>Sums that are made at a time.</summary>
    public static int Block => Together * Vector<float>.Count;

    /// <summary><paramref name="to"/>[i] becomes the sum over k of <paramref name="kernel"/>[k] times <paramref name="from"/>[i + k * step].</summary>
    /// <param name="from">The values: (kernel.Length - 1) * step more than there are sums.</param>
    /// <param name="to">The sums; a multiple of <see cref="Block"/>.</param>
    /// <param name="kernel">The weights.</param>
    /// <param name="step">Places from one neighbour to the next.</param>
    public static void Apply(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> kernel, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Length % Block, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(from.Length, to.Length + ((kernel.Length - 1) * step));
        ref var sums = ref MemoryMarshal.GetReference(to);
        for (var i = 0; i < to.Length; i += Block) Sum(ref Unsafe.Add(ref MemoryMarshal.GetReference(from), i), ref Unsafe.Add(ref sums, i), kernel, step);
    }

    private static void Sum(ref float from, ref float to, ReadOnlySpan<float> kernel, int step)
    {
        var (first, second, third, fourth) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        foreach (var weight in kernel)
        {
            var factor = new Vector<float>(weight);
            first += factor * Vector.LoadUnsafe(ref from);
            second += factor * Vector.LoadUnsafe(ref from, (nuint)Vector<float>.Count);
            third += factor * Vector.LoadUnsafe(ref from, (nuint)(2 * Vector<float>.Count));
            fourth += factor * Vector.LoadUnsafe(ref from, (nuint)(3 * Vector<float>.Count));
            from = ref Unsafe.Add(ref from, step);
        }

        first.StoreUnsafe(ref to);
        second.StoreUnsafe(ref to, (nuint)Vector<float>.Count);
        third.StoreUnsafe(ref to, (nuint)(2 * Vector<float>.Count));
        fourth.StoreUnsafe(ref to, (nuint)(3 * Vector<float>.Count));
    }
}
