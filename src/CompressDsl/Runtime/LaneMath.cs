using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Transcendental functions over 16 lanes.</summary>
/// <remarks>
/// Not those of <c>TensorPrimitives</c>: these are made of single IEEE operations in one fixed order and never fused, so that every
/// <see cref="LaneTier"/> and every processor gives the same bits, and a quantised network with a softmax inside gives the same
/// integers everywhere. NaN gives NaN; infinities give the limits.
/// </remarks>
/// <typeparam name="TLanes">Any float lanes.</typeparam>
public static partial class LaneMath<TLanes>
    where TLanes : unmanaged, IFloatLanes<TLanes>
{
    /// <summary>e to the power of <paramref name="x"/>, within 2 units in the last place; underflows gradually, overflows to infinity.</summary>
    /// <remarks>
    /// Cody-Waite reduction by ln 2 in two parts and the polynomial of Cephes' <c>expf</c>. The power of two is multiplied in two
    /// halves because it may be 2^128 (the largest results) or below 2^-126 (the subnormal ones).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp(TLanes x)
    {
        // Beyond these the result is 0 or infinity. Min and Max hand on NaN, as it stands on the right.
        x = TLanes.Min(Constant(89f), TLanes.Max(Constant(-104f), x));
        var n = TLanes.Round(TLanes.Multiply(x, Constant(1.44269504f)));
        x = TLanes.Subtract(x, TLanes.Multiply(n, Constant(0.693359375f)));
        x = TLanes.Subtract(x, TLanes.Multiply(n, Constant(-2.12194440e-4f)));
        var p = Step(Constant(1.9875691500e-4f), x, 1.3981999507e-3f);
        p = Step(p, x, 8.3334519073e-3f);
        p = Step(p, x, 4.1665795894e-2f);
        p = Step(p, x, 1.6666665459e-1f);
        p = Step(p, x, 5.0000001201e-1f);
        p = TLanes.Add(TLanes.Add(TLanes.Multiply(p, TLanes.Multiply(x, x)), x), Constant(1f));
        var half = TLanes.Round(TLanes.Multiply(n, Constant(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(p, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }

    /// <summary>1 / (1 + e^-x), within 3 units in the last place; 0 below -88.72, where it would be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid(TLanes x)
    {
        var one = Constant(1f);
        return TLanes.Divide(one, TLanes.Add(one, Exp(TLanes.Subtract(Constant(0f), x))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Constant(float value) => TLanes.Broadcast(value);

    // One step of Horner's scheme: p * x + next.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Step(TLanes p, TLanes x, float next) => TLanes.Add(TLanes.Multiply(p, x), Constant(next));
}
