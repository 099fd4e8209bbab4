namespace CompressDsl.Core;

/// <summary>
/// The integer grid of a weight tensor: <c>weight = q * scale</c>, with one scale per channel (per output of a matrix, per dimension of a
/// table), per group of inputs of an output, or for the whole tensor.
/// </summary>
/// <remarks>
/// q is in -(2^(bits-1)-1) .. 2^(bits-1)-1 on a symmetric grid. On an asymmetric one it is in -z .. 2^bits-1-z with a zero point z of the
/// channel, which needs no other kernel as long as that fits into a byte; where it does not, see <see cref="Offsets"/>. Of 8 bits it has 255
/// places too, for the instructions that multiply -127..127. Of 1 bit q is -1 or 1 and the scale is the mean magnitude
/// (Rastegari et al. 2016, "XNOR-Net"). A power of two as scale is the smallest one that moves no weight by more than half a step. Scales of
/// groups are bfloat16, the next one above, so that a group of 32 costs half a bit a weight and kernels read less.
/// </remarks>
/// <param name="Kind">Decides which axis carries the scales.</param>
/// <param name="Rows">Rows in the order of computation.</param>
/// <param name="Columns">Columns in the order of computation.</param>
/// <param name="Bits">1 to 8.</param>
/// <example><code>
/// var grid = WeightGrid.Of(recipe);
/// var scales = grid.Scales(weights);
/// grid.FakeQuantize(weights, scales);      // in place: exactly what the compiled network multiplies with
/// </code></example>
public sealed record WeightGrid(WeightKind Kind, int Rows, int Columns, int Bits)
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const int HalfOfNibble = 8;

    /// <summary>The grid beside its bits.</summary>
    public GridDetails Details { get; init; } = GridDetails.Default;

    /// <summary>Whether weights are on 2^<see cref="Bits"/> levels of the 8-bit grid, see <see cref="Codebook"/>.</summary>
    public bool HasCodebook => Details.HasCodebook;

    /// <summary>Whether a weight is plus or minus the scale, and never 0.</summary>
    public bool IsBinary => Bits == 1;

    /// <summary>Whether the tensor has one scale.</summary>
    public bool IsPerTensor => Details.Granularity == Granularity.PerTensor;

    /// <summary>Largest q of a symmetric grid.</summary>
    public int Max => HasCodebook ? sbyte.MaxValue : IsBinary ? 1 : (1 << (Bits - 1)) - 1;

    /// <summary>Steps from the smallest to the largest q.</summary>
    public int Span => Details.IsAsymmetric ? Math.Min((1 << Bits) - 1, 2 * sbyte.MaxValue) : 2 * Max;

    /// <summary>Whether the integers are stored with an offset for each channel, see <see cref="Offsets"/>.</summary>
    public bool HasOffsets => Details.HasOffsets(Bits);

    /// <summary>Inputs of an output that share a scale; 0 where an output has one.</summary>
    public int GroupSize => Details.GroupSize;

    /// <summary>Scales of an output.</summary>
    public int Groups => GroupSize == 0 ? 1 : (Columns + GroupSize - 1) / GroupSize;

    /// <summary>Number of scales: those of an output lie together.</summary>
    public int Channels => IsPerTensor ? 1 : Kind == WeightKind.Table ? Columns : Rows * Groups;

    /// <summary>Whether many scales are equal, so that they need few bits.</summary>
    internal bool HasFewScales => IsPerTensor || Details.HasPowerOfTwoScales || GroupSize > 0;

    /// <summary>The grid of a quantised matrix or table.</summary>
    /// <exception cref="ArgumentException">The weight is not one, its bits are not in 1..8, or the settings of its grid contradict each other.</exception>
    public static WeightGrid Of(WeightRecipe weight)
    {
        if (weight.Kind is not (WeightKind.Matrix or WeightKind.Table) || weight.Shape.Count < 2)
        {
            throw new ArgumentException($"'{weight.Key}' is no matrix or table: it has no grid.");
        }

        if (weight.Bits is < 1 or > 8) throw new ArgumentException($"'{weight.Key}' has {weight.Bits} bits; a grid has 1 to 8.");
        if (weight.Bits == 1 && weight.Sparsity > 0) throw new ArgumentException($"'{weight.Key}' has 1 bit, which has no 0, and is pruned.");
        if (weight.GroupSize < 0 || (weight.GroupSize > 0 && weight.Kind == WeightKind.Table))
        {
            throw new ArgumentException($"'{weight.Key}' cannot have groups of {weight.GroupSize}.");
        }

        return weight.Grid.Conflict(weight.Bits) is var (one, other, why)
            ? throw new ArgumentException($"'{weight.Key}': {one} does not go with {other}: {why}.")
            : new WeightGrid(weight.Kind, weight.Rows, weight.Columns, weight.Bits) { Details = weight.Grid };
    }

    /// <summary>
    /// The scales: extent of the channel / steps, 1 for a channel of zeros (or of numbers too small for a scale).
    /// </summary>
    /// <param name="weights">Row-major, after masking and folding.</param>
    public float[] Scales(float[] weights)
    {
        var extents = Extents.Of(this, weights);
        return [.. Enumerable.Range(0, Channels).Select(c => Scale(extents.Low[c], extents.High[c], extents.MeanMagnitude(c)))];
    }

    /// <summary>The scale of a channel.</summary>
    /// <param name="low">Its smallest weight, 0 if that is positive.</param>
    /// <param name="high">Its largest weight, 0 if that is negative.</param>
    /// <param name="meanMagnitude">Mean of the magnitudes; for 1 bit alone.</param>
    public float Scale(float low, float high, float meanMagnitude)
    {
        var isWhole = Details.IsAsymmetric;
        var extent = isWhole ? high - low : IsBinary ? meanMagnitude : Math.Max(-low, high);
        var steps = (float)(isWhole ? Span : Max);
        // The largest weight of a symmetric grid may lie half a step outside.
        var scale = Details.HasPowerOfTwoScales ? PowerOfTwo((float)(extent / (isWhole ? steps : steps + 0.5f))) : Allowed((float)(extent / steps));
        if (float.IsInfinity(scale)) return 1;
        // 1 bit has no 0: what stands for zeros is as small as a number can be.
        return scale >= SmallestNormal ? scale : IsBinary ? SmallestNormal : 1;
    }

    /// <summary>The smallest scale that this grid may have and that is not below <paramref name="least"/>.</summary>
    /// <param name="least">A scale, above 0.</param>
    public float Allowed(float least) => Details.HasPowerOfTwoScales ? PowerOfTwo(least) : GroupSize > 0 ? HalfFloats.NextBrain(least) : least;

    /// <summary>The smallest q of a channel: <c>-Max</c>, or, on an asymmetric grid, the place of its smallest weight.</summary>
    /// <param name="low">The channel's smallest weight, 0 if that is positive.</param>
    /// <param name="scale">Its scale.</param>
    public int Lowest(float low, float scale)
    {
        if (!Details.IsAsymmetric) return -Max;
        var place = Math.Round((double)(float)(low / scale));
        return place <= -Span ? -Span : (int)place;
    }

    /// <summary>
    /// What is taken off the q of each channel where these do not fit: into -127..127 of 8 bits on an asymmetric grid, into -8..7 of nibbles of
    /// groups on one. 0 on all other grids.
    /// </summary>
    /// <param name="weights">Row-major.</param>
    /// <param name="scales">From <see cref="Scales"/>.</param>
    public sbyte[] Offsets(float[] weights, float[] scales)
    {
        if (!HasOffsets) return new sbyte[Channels];
        var below = Bits == 8 ? sbyte.MaxValue : HalfOfNibble;
        return [.. Extents.Of(this, weights).Low.Select((low, c) => (sbyte)(Lowest(low, scales[c]) + below))];
    }

    /// <summary>
    /// The integers: <c>clamp(roundToEven(weight / scale), lowest, lowest + Span)</c> less the channel's offset, in the order of the weights;
    /// with a codebook its nearest level.
    /// </summary>
    /// <param name="weights">Row-major.</param>
    /// <param name="scales">From <see cref="Scales"/>.</param>
    /// <param name="levels">The codebook's levels; null to find them.</param>
    public sbyte[] Quantize(float[] weights, float[] scales, sbyte[]? levels = null)
    {
        var result = new sbyte[weights.Length];
        var low = Details.IsAsymmetric ? Extents.Of(this, weights).Low : new float[Channels];
        var lowest = low.Select((l, c) => Lowest(l, scales[c])).ToArray();
        var offsets = Offsets(weights, scales);
        for (var i = 0; i < weights.Length; i++)
        {
            var channel = ScaleOf(i / Columns, i % Columns);
            result[i] = (sbyte)(Round(weights[i], scales[channel], lowest[channel]) - offsets[channel]);
        }

        if (HasCodebook) Codebook.Apply(result, levels ?? Codebook.Of(Codebook.Count(result), Bits));
        return result;
    }

    /// <summary>Replaces every weight by its neighbour on the grid, exactly <c>q * scale</c> in float32.</summary>
    public void FakeQuantize(float[] weights, float[] scales) => Dequantize(Quantize(weights, scales), scales, weights, Offsets(weights, scales));

    /// <summary>The weights that the integers stand for: <c>(integer + offset) * scale</c>.</summary>
    public void Dequantize(sbyte[] quantized, float[] scales, float[] weights, sbyte[] offsets)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            var channel = ScaleOf(i / Columns, i % Columns);
            weights[i] = (quantized[i] + offsets[channel]) * scales[channel];
        }
    }

    /// <summary>Number of the scale of an element.</summary>
    public int ScaleOf(int row, int column) =>
        IsPerTensor ? 0 : Kind == WeightKind.Table ? column : GroupSize == 0 ? row : (row * Groups) + (column / GroupSize);

    private int Round(float weight, float scale, int lowest)
    {
        if (IsBinary) return weight < 0 ? -1 : 1;
        var q = Math.Round((double)(float)(weight / scale));
        return q >= lowest + Span ? lowest + Span : q <= lowest ? lowest : (int)q;
    }

    /// <summary>The smallest power of two that is not smaller.</summary>
    private static float PowerOfTwo(float value)
    {
        const int Exponent = 0x7F800000, OneUp = 0x00800000;
        var bits = LittleEndian.BitsOfFloats([value])[0];
        return LittleEndian.FloatsOfBits([(bits & ~Exponent) == 0 ? bits : (bits & Exponent) + OneUp])[0];
    }
}
