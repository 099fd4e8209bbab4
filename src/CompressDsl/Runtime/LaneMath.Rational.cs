using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

public static partial class LaneMath<TLanes>
{
    /// <summary>Hyperbolic tangent, within 5e-7; odd, so the sign of 0 is kept.</summary>
    /// <remarks>The rational approximation (13, 6) that Eigen and XLA use.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh(TLanes x)
    {
        x = TLanes.Min(Constant(7.90531110763549805f), TLanes.Max(Constant(-7.90531110763549805f), x));
        var square = TLanes.Multiply(x, x);
        var p = Step(Constant(-2.76076847742355e-16f), square, 2.00018790482477e-13f);
        p = Step(p, square, -8.60467152213735e-11f);
        p = Step(p, square, 5.12229709037114e-08f);
        p = Step(p, square, 1.48572235717979e-05f);
        p = Step(p, square, 6.37261928875436e-04f);
        p = Step(p, square, 4.89352455891786e-03f);
        var q = Step(Constant(1.19825839466702e-06f), square, 1.18534705686654e-04f);
        q = Step(q, square, 2.26843463243900e-03f);
        q = Step(q, square, 4.89352518554385e-03f);
        return TLanes.Divide(TLanes.Multiply(x, p), q);
    }

    /// <summary>Gauss error function, within 5e-7; odd, so the sign of 0 is kept.</summary>
    /// <remarks>The rational approximation (13, 8) that Eigen and XLA use.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erf(TLanes x)
    {
        x = TLanes.Min(Constant(4f), TLanes.Max(Constant(-4f), x));
        var square = TLanes.Multiply(x, x);
        var p = Step(Constant(-2.72614225801306e-10f), square, 2.77068142495902e-08f);
        p = Step(p, square, -2.10102402082508e-06f);
        p = Step(p, square, -5.69250639462346e-05f);
        p = Step(p, square, -7.34990630326855e-04f);
        p = Step(p, square, -2.95459980854025e-03f);
        p = Step(p, square, -1.60960333262415e-02f);
        var q = Step(Constant(-1.45660718464996e-05f), square, -2.13374055278905e-04f);
        q = Step(q, square, -1.68282697438203e-03f);
        q = Step(q, square, -7.37332916720468e-03f);
        q = Step(q, square, -1.42647390514189e-02f);
        return TLanes.Divide(TLanes.Multiply(x, p), q);
    }
}
