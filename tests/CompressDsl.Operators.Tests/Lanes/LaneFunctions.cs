using CompressDsl.Core;
using CompressDsl.Runtime.V1;

namespace CompressDsl.Operators.Tests.Lanes;

/// <summary>What the functions of LaneMath mean and how exact they have to be.</summary>
internal static class LaneFunctions
{
    public static TFloat Evaluate<TFloat>(LaneFunction function, TFloat x)
        where TFloat : unmanaged, IFloatLanes<TFloat> => function switch
        {
            LaneFunction.Exp => LaneMath<TFloat>.Exp(x),
            LaneFunction.Log => LaneMath<TFloat>.Log(x),
            LaneFunction.Sigmoid => LaneMath<TFloat>.Sigmoid(x),
            LaneFunction.Tanh => LaneMath<TFloat>.Tanh(x),
            LaneFunction.Erf => LaneMath<TFloat>.Erf(x),
            _ => throw new ArgumentOutOfRangeException(nameof(function)),
        };

    public static double Meaning(LaneFunction function, double x) => function switch
    {
        LaneFunction.Exp => Math.Exp(x),
        LaneFunction.Log => Math.Log(x),
        LaneFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        LaneFunction.Tanh => Math.Tanh(x),
        LaneFunction.Erf => ErrorFunction.Erf(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };

    /// <summary>The error as a share of the tolerance; infinite where one is NaN or infinite and the other is not.</summary>
    public static double Error(LaneFunction function, float found, double meaning)
    {
        var rounded = (float)meaning;
        if (float.IsNaN(rounded) || float.IsInfinity(rounded) || !float.IsFinite(found))
        {
            return FloatSamples.SameBits(found, rounded) ? 0 : double.PositiveInfinity;
        }

        var lastPlace = Math.Max(Math.ScaleB(1, Math.ILogB(meaning) - 23), float.Epsilon);
        var tolerance = function switch
        {
            LaneFunction.Exp or LaneFunction.Log => 2 * lastPlace,
            LaneFunction.Sigmoid => (3 * lastPlace) + 6e-39, // 0 where it would be subnormal
            _ => 5e-7,
        };
        return Math.Abs(found - meaning) / tolerance;
    }
}
