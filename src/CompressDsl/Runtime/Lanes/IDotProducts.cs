namespace CompressDsl.Runtime.V1;

/// <summary>
/// How a kernel multiplies activations with weights on its lanes. Kernels are written once over this interface too:
/// <see cref="ExactProducts{TLanes}"/> is right for all weights, <see cref="PlainProducts{TLanes, TChain}"/> is faster and right for those of
/// which the build proved it. Both give the same integers.
/// </summary>
/// <typeparam name="TLanes">The lanes, which sums and operands are held in.</typeparam>
public unsafe interface IDotProducts<TLanes>
    where TLanes : unmanaged, IInt32Lanes<TLanes>
{
    /// <inheritdoc cref="IInt32Lanes{TSelf}.ActivationOffset"/>
    static abstract int ActivationOffset { get; }

    /// <inheritdoc cref="IInt32Lanes{TSelf}.Broadcast"/>
    static abstract TLanes Broadcast(byte* fourActivations);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.DotAdd"/>
    static abstract TLanes DotAdd(TLanes sum, TLanes activations, sbyte* weights);

    /// <summary>Two of <see cref="DotAdd"/>, with one sum.</summary>
    static abstract TLanes DotAddTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.PrepareImage"/>
    static abstract byte* PrepareImage(byte* activations, int count, byte* room);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.BroadcastPrepared"/>
    static abstract TLanes BroadcastPrepared(byte* fourPrepared, int count);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.PrepareShared"/>
    static abstract byte* PrepareShared(byte* activations, int count, byte* room);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.BroadcastShared"/>
    static abstract TLanes BroadcastShared(byte* prepared, nint at, int count);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.DotAddShared"/>
    static abstract TLanes DotAddShared(TLanes sum, TLanes activations, sbyte* weights);

    /// <summary>Two of <see cref="DotAddShared"/>, with one sum.</summary>
    static abstract TLanes DotAddSharedTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.Correction"/>
    static abstract TLanes Correction(byte* activations, int count);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.Prepare"/>
    static abstract PreparedActivations Prepare(byte* activations, int count, byte* room);

    /// <summary>As <see cref="DotAdd"/>, but short by <see cref="Missing"/> of the same four.</summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="four">Which activations: 0 for the first four, 1 for the next.</param>
    /// <param name="block">64 weights, [16 outputs][4 inputs].</param>
    static abstract TLanes DotAddPrepared(TLanes sum, PreparedActivations prepared, nuint four, sbyte* block);

    /// <summary>Two of <see cref="DotAddPrepared"/>, with one sum.</summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="first">Which activations meet the first block.</param>
    /// <param name="second">Which activations meet the second one.</param>
    /// <param name="blocks">Two blocks of 64 weights.</param>
    static abstract TLanes DotAddPreparedTwo(TLanes sum, PreparedActivations prepared, nuint first, nuint second, sbyte* blocks);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.Missing"/>
    static abstract int Missing(PreparedActivations prepared, nuint four);

    /// <inheritdoc cref="IInt32Lanes{TSelf}.AddMissing"/>
    static abstract TLanes AddMissing(TLanes sum, int missing);
}
