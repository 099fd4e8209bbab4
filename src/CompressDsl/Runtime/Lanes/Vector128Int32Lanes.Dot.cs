using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Vector128Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes Interleave(byte* a, byte* b, byte* c, byte* d)
    {
        var centre = Vector128.Create((byte)0x80);
        var (first, second) = (Vector128.Load(a) ^ centre, Vector128.Load(b) ^ centre);
        var (third, fourth) = (Vector128.Load(c) ^ centre, Vector128.Load(d) ^ centre);
        var (low, lowBehind) = (FourRows.UnpackLow(first, second), FourRows.UnpackLow(third, fourth));
        var (high, highBehind) = (FourRows.UnpackHigh(first, second), FourRows.UnpackHigh(third, fourth));
        return new(
            FourRows.UnpackLow(low, lowBehind), FourRows.UnpackHigh(low, lowBehind),
            FourRows.UnpackLow(high, highBehind), FourRows.UnpackHigh(high, highBehind));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes DotAddInterleaved(Vector128Int32Lanes sum, Vector128Int32Lanes activations, sbyte* weights) => new(
        DotCentred(sum.a, activations.a.AsSByte(), Vector128.Load(weights)),
        DotCentred(sum.b, activations.b.AsSByte(), Vector128.Load(weights + 16)),
        DotCentred(sum.c, activations.c.AsSByte(), Vector128.Load(weights + 32)),
        DotCentred(sum.d, activations.d.AsSByte(), Vector128.Load(weights + 48)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> DotCentred(Vector128<int> sum, Vector128<sbyte> centred, Vector128<sbyte> weights) =>
        Dot(sum, centred, Magnitude(centred), weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Magnitude(Vector128<sbyte> centred) =>
        Ssse3.IsSupported ? Ssse3.Abs(centred) : centred.AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Dot(Vector128<int> sum, Vector128<sbyte> centred, Vector128<byte> magnitude, Vector128<sbyte> weights)
    {
        if (Ssse3.IsSupported)
        {
            var pairs = Ssse3.MultiplyAddAdjacent(magnitude, Ssse3.Sign(weights, centred));
            return Sse2.Add(sum, Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)1)));
        }

        if (Dp.IsSupported)
        {
            return Dp.DotProduct(sum, centred, weights);
        }

        return AdvSimd.Arm64.IsSupported ? DotWidening(sum, centred, weights) : DotPlain(sum, centred, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> DotUncorrected(
        Vector128<int> sum, Vector128<byte> magnitude, Vector128<sbyte> negative, Vector128<sbyte> weights)
    {
        var pairs = Ssse3.MultiplyAddAdjacent(magnitude, Sse2.Xor(weights, negative));
        return Sse2.Add(sum, Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> DotWidening(Vector128<int> sum, Vector128<sbyte> centred, Vector128<sbyte> weights)
    {
        var lower = AdvSimd.AddPairwiseWidening(AdvSimd.MultiplyWideningLower(centred.GetLower(), weights.GetLower()));
        var upper = AdvSimd.AddPairwiseWidening(AdvSimd.MultiplyWideningUpper(centred, weights));
        return AdvSimd.Add(sum, AdvSimd.Arm64.AddPairwise(lower, upper));
    }

    // Products fit into int16 (128 * 127), two side by side in the int32 of their output.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> DotPlain(Vector128<int> sum, Vector128<sbyte> centred, Vector128<sbyte> weights)
    {
        var (a, w) = (centred.AsInt16(), weights.AsInt16());
        var even = (((w << 8) >> 8) * ((a << 8) >> 8)).AsInt32();
        var odd = ((w >> 8) * (a >> 8)).AsInt32();
        return sum + (((even << 16) >> 16) + ((odd << 16) >> 16)) + ((even >> 16) + (odd >> 16));
    }
}
