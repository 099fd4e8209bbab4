using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// Products of the activations as they are, in 16 bits: two of them side by side, and with <see cref="ChainOfTwo"/> two such sums, are added
/// before they are widened. Exact only for weights of which the build proved that none of these sums leaves 16 bits.
/// </summary>
/// <typeparam name="TLanes">Lanes that gain from it, see <see cref="IInt32Lanes{TSelf}.GainsFromProofs"/>.</typeparam>
/// <typeparam name="TChain">How many sums are added before they are widened.</typeparam>
public readonly unsafe struct PlainProducts<TLanes, TChain> : IDotProducts<TLanes>
    where TLanes : unmanaged, IInt32Lanes<TLanes>
    where TChain : unmanaged, IChain
{
    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Broadcast(byte* fourActivations) => TLanes.BroadcastPlain(fourActivations);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAdd(TLanes sum, TLanes activations, sbyte* weights) =>
        TLanes.DotAddPlain(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights) =>
        TChain.Length > 1
            ? TLanes.DotAddChain(sum, first, firstWeights, second, secondWeights)
            : TLanes.DotAddPlainTwo(sum, first, firstWeights, second, secondWeights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareImage(byte* activations, int count, byte* room) => activations;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes BroadcastPrepared(byte* fourPrepared, int count) => TLanes.BroadcastPlain(fourPrepared);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareShared(byte* activations, int count, byte* room) => activations;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes BroadcastShared(byte* prepared, nint at, int count) => TLanes.BroadcastPlain(prepared + at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddShared(TLanes sum, TLanes activations, sbyte* weights) =>
        TLanes.DotAddPlain(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddSharedTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights) =>
        DotAddTwo(sum, first, firstWeights, second, secondWeights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Correction(byte* activations, int count) => TLanes.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreparedActivations Prepare(byte* activations, int count, byte* room) => new(activations);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddPrepared(TLanes sum, PreparedActivations prepared, nuint four, sbyte* block) =>
        TLanes.DotAddPlain(sum, TLanes.BroadcastPlain(prepared.Values + (4 * four)), block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddPreparedTwo(TLanes sum, PreparedActivations prepared, nuint first, nuint second, sbyte* blocks) =>
        DotAddTwo(
            sum, TLanes.BroadcastPlain(prepared.Values + (4 * first)), blocks, TLanes.BroadcastPlain(prepared.Values + (4 * second)), blocks + 64);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Missing(PreparedActivations prepared, nuint four) => 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddMissing(TLanes sum, int missing) => sum;
}
