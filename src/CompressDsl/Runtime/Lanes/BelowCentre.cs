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
    /// <summary>The sum of <c>max(0, 128 - a)</c> over a multiple of 4 activations, 16 at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(byte* activations, int count) => Across(Sums(activations, count));

    /// <summary>As <see cref="Sum"/>, 32 at a time, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Sum256(byte* activations, int count) => Avx2.BroadcastScalarToVector256(Quarter256(activations, count));

    /// <summary>As <see cref="Sum"/>, 64 at a time, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Sum512(byte* activations, int count)
    {
        if (Avx512BW.IsSupported) return Avx512F.BroadcastScalarToVector512(Quarter512(activations, count));
        var half = Sum256(activations, count);
        return Vector512.Create(half, half);
    }

    // Both keep the sum in vector registers: the way through an integer register and back takes longer than all of this.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Quarter256(byte* activations, int count)
    {
        var (sums, whole) = (Vector256<int>.Zero, count & -Vector256<byte>.Count);
        for (var i = 0; i < whole; i += Vector256<byte>.Count)
        {
            var below = Avx2.SubtractSaturate(Vector256.Create((byte)128), Vector256.Load(activations + i));
            sums += Avx2.SumAbsoluteDifferences(below, Vector256<byte>.Zero).AsInt32();
        }

        var quarter = sums.GetLower() + sums.GetUpper();
        return Both(whole == count ? quarter : quarter + Sums(activations + whole, count - whole));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Quarter512(byte* activations, int count)
    {
        if (count < Vector512<byte>.Count) return Quarter256(activations, count);
        var (sums, whole) = (Vector512<int>.Zero, count & -Vector512<byte>.Count);
        for (var i = 0; i < whole; i += Vector512<byte>.Count)
        {
            var below = Avx512BW.SubtractSaturate(Vector512.Create((byte)128), Vector512.Load(activations + i));
            sums += Avx512BW.SumAbsoluteDifferences(below, Vector512<byte>.Zero).AsInt32();
        }

        var half = sums.GetLower() + sums.GetUpper();
        var quarter = half.GetLower() + half.GetUpper();
        return Both(whole == count ? quarter : quarter + Sums(activations + whole, count - whole));
    }

    // The sum of both halves, in the lowest lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Both(Vector128<int> quarter) => quarter + Sse2.Shuffle(quarter, 0b_01_00_11_10);

    // The even lanes hold sums, the odd ones nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sums(byte* activations, int count)
    {
        var sums = Vector128<int>.Zero;
        var i = 0;
        for (; i <= count - 16; i += 16) sums += Sums(Vector128.Load(activations + i), Vector128.Create((byte)128));
        if ((count & 8) != 0)
        {
            sums += Sums(Sse2.LoadScalarVector128((ulong*)(activations + i)).AsByte(), Vector128.CreateScalar(0x8080808080808080).AsByte());
            i += 8;
        }

        return (count & 4) == 0
            ? sums
            : sums + Sums(Sse2.LoadScalarVector128((uint*)(activations + i)).AsByte(), Vector128.CreateScalar(0x80808080).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sums(Vector128<byte> activations, Vector128<byte> centre) =>
        Sse2.SumAbsoluteDifferences(Sse2.SubtractSaturate(centre, activations), Vector128<byte>.Zero).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Across(Vector128<int> sums) => sums.GetElement(0) + sums.GetElement(2);
}
