using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>The last two levels of the fixed tree of horizontal operations, and minimum and maximum as x86 defines them.</summary>
internal static class AcrossFour
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> four)
    {
        var two = four + UpperHalf(four);
        return two.GetElement(0) + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector128<float> four)
    {
        var two = Larger(four, UpperHalf(four));
        return Larger(two, Vector128.Create(two.GetElement(1))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector128<float> four)
    {
        var two = Smaller(four, UpperHalf(four));
        return Smaller(two, Vector128.Create(two.GetElement(1))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Larger(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
        ? Sse.Max(left, right)
        : Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Smaller(Vector128<float> left, Vector128<float> right) => Sse.IsSupported
        ? Sse.Min(left, right)
        : Vector128.ConditionalSelect(Vector128.LessThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UpperHalf(Vector128<float> four) => Vector128.Shuffle(four, Vector128.Create(2, 3, 2, 3));
}
