using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompressDsl.Runtime.V1;

/// <content>Products in 16 bits.</content>
public readonly unsafe partial struct Avx2Int32Lanes
{
    /// <inheritdoc/>
    public static bool GainsFromProofs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes BroadcastPlain(byte* fourActivations)
    {
        var four = Avx2.BroadcastScalarToVector256((int*)fourActivations);
        return new(four, four);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddPlain(Avx2Int32Lanes sum, Avx2Int32Lanes activations, sbyte* weights) => new(
        AddProducts(sum.low, activations.low, Vector256.Load(weights)),
        AddProducts(sum.high, activations.low, Vector256.Load(weights + 32)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Avx2Int32Lanes DotAddChain(
        Avx2Int32Lanes sum, Avx2Int32Lanes first, sbyte* firstWeights, Avx2Int32Lanes second, sbyte* secondWeights) => new(
        AddChain(sum.low, Products(first, firstWeights), Products(second, secondWeights)),
        AddChain(sum.high, Products(first, firstWeights + 32), Products(second, secondWeights + 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Products(Avx2Int32Lanes activations, sbyte* weights) =>
        Avx2.MultiplyAddAdjacent(activations.low.AsByte(), Vector256.Load(weights));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> AddChain(Vector256<int> sum, Vector256<short> first, Vector256<short> second) =>
        Avx2.Add(sum, Avx2.MultiplyAddAdjacent(Avx2.Add(first, second), Vector256.Create((short)1)));
}
