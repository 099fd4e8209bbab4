using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public static partial class LaneMath<TLanes>
{
    /// <summary>
    /// Natural logarithm, within 2 units in the last place: -infinity at 0, NaN below, infinity at infinity; subnormal numbers too.
    /// </summary>
    /// <remarks>The polynomial of Cephes' <c>logf</c> on [sqrt(1/2), sqrt(2)).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log(TLanes x)
    {
        // Subnormal numbers are made normal by 2^23; that is a factor of 1 elsewhere.
        var small = TLanes.Greater(Constant(1.17549435e-38f), x);
        var normal = TLanes.Multiply(x, TLanes.Select(small, Constant(8388608f), Constant(1f)));
        var m = TLanes.Mantissa(normal, out var e);
        e = TLanes.Subtract(e, TLanes.Multiply(small, Constant(23f)));

        var upper = TLanes.Greater(m, Constant(1.41421356f));
        m = TLanes.Subtract(TLanes.Multiply(m, TLanes.Select(upper, Constant(0.5f), Constant(1f))), Constant(1f));
        return Domain(x, Polynomial(m, TLanes.Add(e, upper)));
    }

    // log(1 + m) + e * ln 2, the latter in two parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Polynomial(TLanes m, TLanes e)
    {
        var p = Step(Constant(7.0376836292e-2f), m, -1.1514610310e-1f);
        p = Step(p, m, 1.1676998740e-1f);
        p = Step(p, m, -1.2420140846e-1f);
        p = Step(p, m, 1.4249322787e-1f);
        p = Step(p, m, -1.6668057665e-1f);
        p = Step(p, m, 2.0000714765e-1f);
        p = Step(p, m, -2.4999993993e-1f);
        p = Step(p, m, 3.3333331174e-1f);
        var square = TLanes.Multiply(m, m);
        p = TLanes.Multiply(TLanes.Multiply(p, m), square);
        p = TLanes.Add(p, TLanes.Multiply(e, Constant(-2.12194440e-4f)));
        p = TLanes.Subtract(p, TLanes.Multiply(square, Constant(0.5f)));
        return TLanes.Add(TLanes.Add(m, p), TLanes.Multiply(e, Constant(0.693359375f)));
    }

    // Puts in the results for 0, negative numbers, infinity and NaN, which have no mantissa to speak of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Domain(TLanes x, TLanes logarithm)
    {
        var zero = Constant(0f);
        var finite = TLanes.Select(TLanes.Greater(x, Constant(float.MaxValue)), x, logarithm);
        var notPositive = TLanes.Select(
            TLanes.Greater(zero, x), Constant(float.NaN), TLanes.Add(x, Constant(float.NegativeInfinity)));
        return TLanes.Select(TLanes.Greater(x, zero), finite, notPositive);
    }
}
