using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>
/// Exact products of bytes. Two of them are added to each other before the sum: multiplications that come in a row, and additions that do, leave
/// the units of Zen 4 busier than turns of both, and the chain of each sum is half as long.
/// </content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAdd(Avx512Int32Lanes sum, Avx512Int32Lanes activations, sbyte* weights) =>
        new(sum.all + Dot(activations, weights));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddTwo(
        Avx512Int32Lanes sum, Avx512Int32Lanes first, sbyte* firstWeights, Avx512Int32Lanes second, sbyte* secondWeights) =>
        new(Dot(first, firstWeights) + Dot(second, secondWeights) + sum.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddShared(Avx512Int32Lanes sum, Avx512Int32Lanes activations, sbyte* weights) =>
        new(sum.all + DotInverted(activations, weights));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddSharedTwo(
        Avx512Int32Lanes sum, Avx512Int32Lanes first, sbyte* firstWeights, Avx512Int32Lanes second, sbyte* secondWeights) =>
        new(DotInverted(first, firstWeights) + DotInverted(second, secondWeights) + sum.all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Dot(Avx512Int32Lanes activations, sbyte* weights)
    {
        var given = Vector512.Load(weights);
        var signed = Vector512.ConditionalSelect(activations.negative.AsSByte(), -given, given);
        return AddPairs(MultiplyPairs(activations.all.AsByte(), signed));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> DotInverted(Avx512Int32Lanes activations, sbyte* weights) =>
        AddPairs(MultiplyPairs(activations.all.AsByte(), Vector512.Load(weights) ^ activations.negative.AsSByte()));
}
