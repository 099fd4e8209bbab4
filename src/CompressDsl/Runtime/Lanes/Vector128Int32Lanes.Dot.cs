using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

public readonly unsafe partial struct Vector128Int32Lanes
{
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
    private static Vector128<int> DotWidening(Vector128<int> sum, Vector128<sbyte> centred, Vector128<sbyte> weights)
    {
        var lower = AdvSimd.AddPairwiseWidening(AdvSimd.MultiplyWideningLower(centred.GetLower(), weights.GetLower()));
        var upper = AdvSimd.AddPairwiseWidening(AdvSimd.MultiplyWideningUpper(centred, weights));
        return AdvSimd.Add(sum, AdvSimd.Arm64.AddPairwise(lower, upper));
    }

    // Products fit into int16 (128 * 127); neighbours are added by shifting them into place, as int32 and again as int64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> DotPlain(Vector128<int> sum, Vector128<sbyte> centred, Vector128<sbyte> weights)
    {
        var (centredLower, centredUpper) = Vector128.Widen(centred);
        var (weightsLower, weightsUpper) = Vector128.Widen(weights);
        return sum + Vector128.Narrow(AddFours(centredLower * weightsLower), AddFours(centredUpper * weightsUpper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> AddFours(Vector128<short> products)
    {
        var pairs = ((products.AsInt32() << 16) >> 16) + (products.AsInt32() >> 16);
        return pairs.AsInt64() + (pairs.AsInt64() >>> 32);
    }
}
