using System.Runtime.CompilerServices;

namespace CompressDsl.Runtime.V1;

/// <summary>Products that are exact for all weights: those of the lanes.</summary>
public readonly unsafe struct ExactProducts<TLanes> : IDotProducts<TLanes>
    where TLanes : unmanaged, IInt32Lanes<TLanes>
{
    /// <inheritdoc/>
    public static int ActivationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.ActivationOffset;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Broadcast(byte* fourActivations) => TLanes.Broadcast(fourActivations);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAdd(TLanes sum, TLanes activations, sbyte* weights) =>
        TLanes.DotAdd(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights) =>
        TLanes.DotAddTwo(sum, first, firstWeights, second, secondWeights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareImage(byte* activations, int count, byte* room) => TLanes.PrepareImage(activations, count, room);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes BroadcastPrepared(byte* fourPrepared, int count) => TLanes.BroadcastPrepared(fourPrepared, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* PrepareShared(byte* activations, int count, byte* room) => TLanes.PrepareShared(activations, count, room);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes BroadcastShared(byte* prepared, nint at, int count) => TLanes.BroadcastShared(prepared, at, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddShared(TLanes sum, TLanes activations, sbyte* weights) =>
        TLanes.DotAddShared(sum, activations, weights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddSharedTwo(TLanes sum, TLanes first, sbyte* firstWeights, TLanes second, sbyte* secondWeights) =>
        TLanes.DotAddSharedTwo(sum, first, firstWeights, second, secondWeights);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Correction(byte* activations, int count) => TLanes.Correction(activations, count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PreparedActivations Prepare(byte* activations, int count, byte* room) =>
        TLanes.Prepare(activations, count, room);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddPrepared(TLanes sum, PreparedActivations prepared, nuint four, sbyte* block) =>
        TLanes.DotAddPrepared(sum, prepared, four, block, 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes DotAddPreparedTwo(TLanes sum, PreparedActivations prepared, nuint first, nuint second, sbyte* blocks) =>
        TLanes.DotAddPrepared(TLanes.DotAddPrepared(sum, prepared, first, blocks, 0), prepared, second, blocks, 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Missing(PreparedActivations prepared, nuint four) => TLanes.Missing(prepared, four);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes AddMissing(TLanes sum, int missing) => TLanes.AddMissing(sum, missing);
}
