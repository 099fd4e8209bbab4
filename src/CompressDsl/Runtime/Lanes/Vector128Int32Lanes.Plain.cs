using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Products in 16 bits: SSSE3 only, Arm's dot products are exact as they are.</content>
public readonly unsafe partial struct Vector128Int32Lanes
{
    /// <inheritdoc/>
    public static bool GainsFromProofs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ssse3.IsSupported;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes BroadcastPlain(byte* fourActivations)
    {
        var four = Vector128.Create(Unsafe.ReadUnaligned<int>(fourActivations));
        return new(four, four, four, four);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes DotAddPlain(Vector128Int32Lanes sum, Vector128Int32Lanes activations, sbyte* weights) => new(
        AddWords(sum.a, Products(activations, weights)),
        AddWords(sum.b, Products(activations, weights + 16)),
        AddWords(sum.c, Products(activations, weights + 32)),
        AddWords(sum.d, Products(activations, weights + 48)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Int32Lanes DotAddChain(
        Vector128Int32Lanes sum, Vector128Int32Lanes first, sbyte* firstWeights, Vector128Int32Lanes second, sbyte* secondWeights) => new(
        AddWords(sum.a, Sse2.Add(Products(first, firstWeights), Products(second, secondWeights))),
        AddWords(sum.b, Sse2.Add(Products(first, firstWeights + 16), Products(second, secondWeights + 16))),
        AddWords(sum.c, Sse2.Add(Products(first, firstWeights + 32), Products(second, secondWeights + 32))),
        AddWords(sum.d, Sse2.Add(Products(first, firstWeights + 48), Products(second, secondWeights + 48))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Products(Vector128Int32Lanes activations, sbyte* weights) =>
        Ssse3.MultiplyAddAdjacent(activations.a.AsByte(), Vector128.Load(weights));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> AddWords(Vector128<int> sum, Vector128<short> pairs) =>
        Sse2.Add(sum, Sse2.MultiplyAddAdjacent(pairs, Vector128.Create((short)1)));
}
