using System.Numerics;
using System.Runtime.InteropServices;

namespace CompressDsl.Training;

/// <summary>Operations on vectors of double precision whose results do not depend on the width of the processor's registers.</summary>
internal static class FixedVector
{
    /// <summary><c>y += factor * x</c>, each element by itself, rounded twice.</summary>
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        var wide = y.Length - (y.Length % Vector<double>.Count);
        var to = MemoryMarshal.Cast<double, Vector<double>>(y[..wide]);
        var from = MemoryMarshal.Cast<double, Vector<double>>(x[..wide]);
        var factors = new Vector<double>(factor);
        for (var i = 0; i < to.Length; i++) to[i] += factors * from[i];
        for (var i = wide; i < y.Length; i++) y[i] += factor * x[i];
    }
}
