using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <summary>What the uncorrected dot products of x86 are short by.</summary>
/// <remarks>
/// They multiply |a - 128| with ~w = -w - 1 instead of -w where a - 128 is negative (no saturation either: 128 * 128 * 2 = 32768, and
/// the sum is negative). Every such activation is thus missing |a - 128| once, whatever the weight.
/// </remarks>
internal static unsafe class BelowCentre
{
    /// <summary>The sum of <c>max(0, 128 - a)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(byte* activations, int count)
    {
        var centre = Vector128.Create((byte)128);
        var sums = Vector128<int>.Zero;
        var i = 0;
        for (; i <= count - 16; i += 16)
        {
            var below = Sse2.SubtractSaturate(centre, Vector128.Load(activations + i));
            sums += Sse2.SumAbsoluteDifferences(below, Vector128<byte>.Zero).AsInt32();
        }

        var sum = sums.GetElement(0) + sums.GetElement(2);
        for (; i < count; i++)
        {
            sum += Math.Max(0, 128 - activations[i]);
        }

        return sum;
    }
}
