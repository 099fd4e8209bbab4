using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>
/// 16 int32 accumulators, whatever the register width. Kernels are written once over this interface and instantiated for every
/// <see cref="LaneTier"/>; all tiers give the same integers.
/// </summary>
/// <remarks>
/// A dot product multiplies unsigned 8-bit activations (0..255) with signed 8-bit weights (-127..127). Tiers whose instruction would
/// saturate work on <c>activation - 128</c> instead; they say so by <see cref="ActivationOffset"/>, and the packed model holds a
/// bias for either case.
/// </remarks>
public unsafe partial interface IInt32Lanes<TSelf>
    where TSelf : unmanaged, IInt32Lanes<TSelf>
{
    /// <summary>The tier these lanes belong to.</summary>
    static abstract LaneTier Tier { get; }

    /// <summary>Whether this processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Whether 16 of these stay in registers beside what an inner loop needs: kernels then compute more pixels together.</summary>
    static virtual bool HoldsManySums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <summary>0 when <see cref="DotAdd"/> multiplies the activations as they are; 128 when it multiplies (activation - 128).</summary>
    static abstract int ActivationOffset { get; }

    /// <summary>16 zeros.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads 16 int32.</summary>
    static abstract TSelf Load(int* source);

    /// <summary>Writes 16 int32.</summary>
    static abstract void Store(TSelf value, int* destination);

    /// <summary>Adds lane by lane.</summary>
    static abstract TSelf Add(TSelf left, TSelf right);

    /// <summary>Prepares 4 consecutive activations for <see cref="DotAdd"/>: an opaque operand.</summary>
    static abstract TSelf Broadcast(byte* fourActivations);

    /// <summary>
    /// <c>sum[n] += a[0] * w[4n] + a[1] * w[4n+1] + a[2] * w[4n+2] + a[3] * w[4n+3]</c> for n in 0..15, exact.
    /// </summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="activations">From <see cref="Broadcast"/>.</param>
    /// <param name="weights">64 weights, [16 outputs][4 inputs].</param>
    static abstract TSelf DotAdd(TSelf sum, TSelf activations, sbyte* weights);

    /// <summary><see cref="DotAdd"/> twice.</summary>
    static virtual TSelf DotAddTwo(TSelf sum, TSelf first, sbyte* firstWeights, TSelf second, sbyte* secondWeights) =>
        TSelf.DotAdd(TSelf.DotAdd(sum, first, firstWeights), second, secondWeights);

    /// <summary>Prepares four rows of 16 activations for <see cref="DotAddInterleaved"/>: lane n gets a[n], b[n], c[n], d[n]; an opaque operand.</summary>
    static abstract TSelf Interleave(byte* a, byte* b, byte* c, byte* d);

    /// <summary>What <see cref="ActivationOffset"/> is for <see cref="DotAddInterleaved"/>.</summary>
    static virtual int InterleavedOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TSelf.ActivationOffset;
    }

    /// <summary>
    /// As <see cref="DotAdd"/>, but every lane has four activations of its own (depthwise convolutions), and they are multiplied as
    /// <see cref="InterleavedOffset"/> says.
    /// </summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="activations">From <see cref="Interleave"/>.</param>
    /// <param name="weights">64 weights, [16 outputs][4 inputs].</param>
    static abstract TSelf DotAddInterleaved(TSelf sum, TSelf activations, sbyte* weights);

    /// <summary>
    /// Brings activations into the form that is cheapest for <see cref="DotAddPrepared"/>, once for all blocks that share them.
    /// </summary>
    /// <param name="activations">Readable up to <paramref name="count"/>, whatever stands behind the last one that is used.</param>
    /// <param name="count">Their number, a multiple of 32.</param>
    /// <param name="room">3 * <paramref name="count"/> bytes.</param>
    /// <returns>The prepared activations: in the room, or the activations themselves on tiers that gain nothing.</returns>
    static virtual PreparedActivations Prepare(byte* activations, int count, byte* room) => new(activations);

    /// <summary>As <see cref="DotAdd"/>, but short by <see cref="Missing"/> of the same four.</summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="four">Which activations: 0 for the first four, 1 for the next.</param>
    /// <param name="blocks">Blocks of 64 weights, [16 outputs][4 inputs].</param>
    /// <param name="block">Which of the blocks; a constant costs no instruction.</param>
    static virtual TSelf DotAddPrepared(TSelf sum, PreparedActivations prepared, nuint four, sbyte* blocks, int block) =>
        TSelf.DotAdd(sum, TSelf.Broadcast(prepared.Values + (4 * four)), blocks + (64 * block));

    /// <summary>What <see cref="DotAddPrepared"/> leaves out: the sum over all blocks goes to <see cref="AddMissing"/>.</summary>
    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="four">As for <see cref="DotAddPrepared"/>.</param>
    static virtual int Missing(PreparedActivations prepared, nuint four) => 0;

    /// <summary>Adds the sum of all <see cref="Missing"/> to every lane.</summary>
    static virtual TSelf AddMissing(TSelf sum, int missing) => sum;

    /// <summary>
    /// Brings the activations of a matrix-vector product into the form that is cheapest for <see cref="BroadcastShared"/>, once for all outputs.
    /// </summary>
    /// <param name="activations">Readable up to <paramref name="count"/>, whatever stands behind the last one that is used.</param>
    /// <param name="count">Their number, a multiple of 32.</param>
    /// <param name="room">2 * <paramref name="count"/> bytes.</param>
    /// <returns>The prepared activations, one byte each: in the room, or the activations themselves on tiers that gain nothing.</returns>
    static virtual byte* PrepareShared(byte* activations, int count, byte* room) => activations;

    /// <summary>Four prepared activations as an operand of <see cref="DotAddShared"/>.</summary>
    /// <param name="prepared">From <see cref="PrepareShared"/>.</param>
    /// <param name="at">The first of the four; a constant costs no instruction.</param>
    /// <param name="count">As for <see cref="PrepareShared"/>.</param>
    static virtual TSelf BroadcastShared(byte* prepared, nint at, int count) => TSelf.Broadcast(prepared + at);

    /// <summary>
    /// As <see cref="DotAdd"/> with one instruction less on tiers with an <see cref="ActivationOffset"/>, but short by a number that
    /// depends on the activations alone: add <see cref="Correction"/> of all of them, once, for the same integers.
    /// </summary>
    /// <param name="sum">The accumulators.</param>
    /// <param name="activations">From <see cref="BroadcastShared"/>.</param>
    /// <param name="weights">64 weights, [16 outputs][4 inputs].</param>
    static abstract TSelf DotAddShared(TSelf sum, TSelf activations, sbyte* weights);

    /// <summary><see cref="DotAddShared"/> twice.</summary>
    static virtual TSelf DotAddSharedTwo(TSelf sum, TSelf first, sbyte* firstWeights, TSelf second, sbyte* secondWeights) =>
        TSelf.DotAddShared(TSelf.DotAddShared(sum, first, firstWeights), second, secondWeights);

    /// <summary>What <see cref="DotAddShared"/> leaves out, in all 16 lanes.</summary>
    /// <param name="activations">All activations of the dot product.</param>
    /// <param name="count">Their number, a multiple of 4 (those that meet padded weights count too).</param>
    static abstract TSelf Correction(byte* activations, int count);

    /// <summary>
    /// Brings an image into the form that is cheapest for <see cref="BroadcastPrepared"/>, once for all windows and outputs that read it.
    /// </summary>
    /// <param name="activations">Readable up to <paramref name="count"/>, whatever stands behind the last one that is used.</param>
    /// <param name="count">Their number, a multiple of 32.</param>
    /// <param name="room">2 * <paramref name="count"/> bytes.</param>
    /// <returns>The prepared image, one byte an activation: in the room, or the activations themselves on tiers that gain nothing.</returns>
    static virtual byte* PrepareImage(byte* activations, int count, byte* room) => activations;

    /// <summary>As <see cref="Broadcast"/>, from a prepared image.</summary>
    /// <param name="fourPrepared">In the result of <see cref="PrepareImage"/>.</param>
    /// <param name="count">As for <see cref="PrepareImage"/>.</param>
    static virtual TSelf BroadcastPrepared(byte* fourPrepared, int count) => TSelf.Broadcast(fourPrepared);

    /// <summary>
    /// Partial sums of <see cref="AddNibbles"/> that begin with a number: opaque, and <see cref="Zero"/> for none.
    /// </summary>
    /// <param name="start">The number, also in the two halves in which tiers without sums of four products keep it.</param>
    static abstract TSelf StartNibbles(NibbleStart* start);

    /// <summary>
    /// Adds the products of 16 outputs with 8 signed activations to partial sums, which are opaque (<see cref="StartNibbles"/>). A weight
    /// is a nibble 0..15. At most <see cref="NibbleSteps"/> of these may stand before a <see cref="JoinNibbles"/>.
    /// </summary>
    /// <param name="partial">The partial sums.</param>
    /// <param name="activations">8 signed bytes.</param>
    /// <param name="weights">64 bytes [16 outputs][4]: the lower nibbles meet the first four activations, the higher ones the last four.</param>
    static abstract TSelf AddNibbles(TSelf partial, sbyte* activations, byte* weights);

    /// <summary>16 int32: what <see cref="AddNibbles"/> summed up.</summary>
    static abstract TSelf JoinNibbles(TSelf partial);

    /// <summary>
    /// <c>floats[n] + float(sum[n]) * scale[n]</c>, rounded after the product and after the sum; <paramref name="floats"/> and the result
    /// are floats held as bits (<see cref="Zero"/> is 0).
    /// </summary>
    /// <param name="floats">16 floats as bits.</param>
    /// <param name="sum">16 int32.</param>
    /// <param name="scales">32 bfloat16, of two times 16 outputs that take turns.</param>
    /// <param name="isSecond">Whether the scales are the second of every two; a constant.</param>
    static abstract TSelf AddScaled(TSelf floats, TSelf sum, ushort* scales, bool isSecond);

    /// <summary>
    /// <see cref="AddScaled"/> for sums up to <see cref="LargestExactSum"/>: 16 bits times the 8 of a bfloat16 fit into a float, so that a
    /// fused multiplication and addition has the same bits.
    /// </summary>
    static virtual TSelf AddScaledExactly(TSelf floats, TSelf sum, ushort* scales, bool isSecond) => TSelf.AddScaled(floats, sum, scales, isSecond);

    /// <summary>The largest magnitude of a sum for <see cref="AddScaledExactly"/>.</summary>
    static int LargestExactSum => 1 << 16;

    /// <summary>Sums of 8 products of a nibble and a signed byte that fit into 16 bits: 4 * 2 * 2 * 15 * 128 = 30720.</summary>
    static int NibbleSteps => 4;

    /// <summary><c>sum[n] += row[n]</c> for 16 signed bytes (embedding bags).</summary>
    static abstract TSelf AddRow(TSelf sum, sbyte* row);

    /// <summary><c>sum[n] + row[n] * factor</c> for 16 signed bytes (offsets of weights).</summary>
    static virtual TSelf AddProducts(TSelf sum, sbyte* row, int factor)
    {
        var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.Load(row).ToVector256Unsafe()));
        var products = Vector512.Create(low * factor, high * factor);
        return TSelf.Add(sum, TSelf.Load((int*)&products));
    }

    /// <summary>
    /// Writes 16 bytes: <c>clamp(roundToEven(float(sum[n]) * scale[n]) + zeroPoint, low, high)</c>. Saturates, never wraps, whatever the sum.
    /// </summary>
    static abstract void StoreRequantized(TSelf sum, float* scale, int zeroPoint, int low, int high, byte* destination);

    /// <summary>As <see cref="StoreRequantized(TSelf, float*, int, int, int, byte*)"/>, 32 outputs.</summary>
    static virtual void StoreRequantized(TSelf a, TSelf b, float* scale, int zeroPoint, int low, int high, byte* destination)
    {
        TSelf.StoreRequantized(a, scale, zeroPoint, low, high, destination);
        TSelf.StoreRequantized(b, scale + 16, zeroPoint, low, high, destination + 16);
    }

    /// <summary>As <see cref="StoreRequantized(TSelf, float*, int, int, int, byte*)"/>, 64 outputs.</summary>
    static virtual void StoreRequantized(TSelf a, TSelf b, TSelf c, TSelf d, float* scale, int zeroPoint, int low, int high, byte* destination)
    {
        TSelf.StoreRequantized(a, b, scale, zeroPoint, low, high, destination);
        TSelf.StoreRequantized(c, d, scale + 32, zeroPoint, low, high, destination + 32);
    }

    /// <summary>Writes 16 floats: <c>float(sum[n]) * scale[n]</c>, one rounding each.</summary>
    static abstract void StoreScaled(TSelf sum, float* scale, float* destination);

    /// <summary>The first <paramref name="count"/> (0 to 16) floats of <see cref="StoreScaled"/>; all 16 scales are read.</summary>
    static abstract void StoreScaledPartial(TSelf sum, float* scale, float* destination, int count);
}
