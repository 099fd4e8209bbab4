using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <content>Products in 16 bits.</content>
public readonly unsafe partial struct Avx512Int32Lanes
{
    /// <inheritdoc/>
    public static bool GainsFromProofs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes BroadcastPlain(byte* fourActivations) => new(Vector512.Create(Unsafe.ReadUnaligned<int>(fourActivations)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddPlain(Avx512Int32Lanes sum, Avx512Int32Lanes activations, sbyte* weights) =>
        new(sum.all + AddPairs(MultiplyPairs(activations.all.AsByte(), Vector512.Load(weights))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddPlainTwo(
        Avx512Int32Lanes sum, Avx512Int32Lanes first, sbyte* firstWeights, Avx512Int32Lanes second, sbyte* secondWeights) =>
        new(AddPairs(MultiplyPairs(first.all.AsByte(), Vector512.Load(firstWeights)))
            + AddPairs(MultiplyPairs(second.all.AsByte(), Vector512.Load(secondWeights))) + sum.all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx512Int32Lanes DotAddChain(
        Avx512Int32Lanes sum, Avx512Int32Lanes first, sbyte* firstWeights, Avx512Int32Lanes second, sbyte* secondWeights) =>
        new(sum.all + AddPairs(
            MultiplyPairs(first.all.AsByte(), Vector512.Load(firstWeights)) + MultiplyPairs(second.all.AsByte(), Vector512.Load(secondWeights))));
}
