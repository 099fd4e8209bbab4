namespace CompressDsl.Core;

/// <summary>
/// The symmetric integer grid of a weight tensor: <c>weight = q * scale</c> with one scale per channel (per output of a matrix, per
/// dimension of a table) or per group of inputs of an output, and q in -(2^(bits-1)-1) .. 2^(bits-1)-1.
/// </summary>
/// <param name="Kind">Decides which axis carries the scales.</param>
/// <param name="Rows">Rows in the order of computation.</param>
/// <param name="Columns">Columns in the order of computation.</param>
/// <param name="Bits">2 to 8.</param>
/// <example><code>
/// var grid = WeightGrid.Of(recipe);
/// var scales = grid.Scales(weights);
/// grid.FakeQuantize(weights, scales);      // in place: exactly what the compiled network multiplies with
/// </code></example>
public sealed record WeightGrid(WeightKind Kind, int Rows, int Columns, int Bits)
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Whether weights are on 2^<see cref="Bits"/> levels of the 8-bit grid, see <see cref="Codebook"/>.</summary>
    public bool HasCodebook { get; init; }

    /// <summary>Largest q.</summary>
    public int Max => HasCodebook ? sbyte.MaxValue : (1 << (Bits - 1)) - 1;

    /// <summary>Inputs of an output that share a scale; 0 where an output has one.</summary>
    public int GroupSize { get; init; }

    /// <summary>Scales of an output.</summary>
    public int Groups => GroupSize == 0 ? 1 : (Columns + GroupSize - 1) / GroupSize;

    /// <summary>Number of scales: those of an output lie together.</summary>
    public int Channels => Kind == WeightKind.Table ? Columns : Rows * Groups;

    /// <summary>The grid of a quantised matrix or table.</summary>
    /// <exception cref="ArgumentException">The weight is not one, or its bits are not in 2..8.</exception>
    public static WeightGrid Of(WeightRecipe weight)
    {
        if (weight.Kind is not (WeightKind.Matrix or WeightKind.Table) || weight.Shape.Count < 2)
        {
            throw new ArgumentException($"'{weight.Key}' is no matrix or table: it has no grid.");
        }

        if (weight.Bits is < 2 or > 8) throw new ArgumentException($"'{weight.Key}' has {weight.Bits} bits; a grid has 2 to 8.");
        if (weight.GroupSize < 0 || (weight.GroupSize > 0 && weight.Kind == WeightKind.Table))
        {
            throw new ArgumentException($"'{weight.Key}' cannot have groups of {weight.GroupSize}.");
        }

        return new WeightGrid(weight.Kind, weight.Rows, weight.Columns, weight.Bits) { GroupSize = weight.GroupSize, HasCodebook = weight.HasCodebook };
    }

    /// <summary>
    /// One scale per channel: largest magnitude / <see cref="Max"/>, 1 for a channel of zeros (or of numbers too small for a scale).
    /// </summary>
    /// <param name="weights">Row-major, after masking and folding.</param>
    public float[] Scales(float[] weights)
    {
        var scales = new float[Channels];
        for (var row = 0; row < Rows; row++)
        {
            if (Kind == WeightKind.Table) WidenColumns(weights, row, scales);
            else WidenGroups(weights, row, scales);
        }

        for (var i = 0; i < scales.Length; i++)
        {
            var scale = (float)(scales[i] / (float)Max);
            scales[i] = scale < SmallestNormal || float.IsInfinity(scale) ? 1 : scale;
        }

        return scales;
    }

    /// <summary>The integers: <c>clamp(roundToEven(weight / scale), -Max, Max)</c>, in the order of the weights; with a codebook its nearest level.</summary>
    /// <param name="weights">Row-major.</param>
    /// <param name="scales">From <see cref="Scales"/>.</param>
    /// <param name="levels">The codebook's levels; null to find them.</param>
    public sbyte[] Quantize(float[] weights, float[] scales, sbyte[]? levels = null)
    {
        var result = Rounded(weights, scales);
        if (HasCodebook) Codebook.Apply(result, levels ?? Codebook.Of(Codebook.Count(result), Bits));
        return result;
    }

    private sbyte[] Rounded(float[] weights, float[] scales)
    {
        var result = new sbyte[weights.Length];
        for (var row = 0; row < Rows; row++)
        {
            var start = row * Columns;
            for (var i = start; i < start + Columns; i++) result[i] = (sbyte)Round(weights[i], scales[ScaleOf(row, i - start)]);
        }

        return result;
    }

    /// <summary>Replaces every weight by its neighbour on the grid, exactly <c>q * scale</c> in float32.</summary>
    public void FakeQuantize(float[] weights, float[] scales)
    {
        if (HasCodebook)
        {
            Dequantize(Quantize(weights, scales), scales, weights);
            return;
        }

        for (var row = 0; row < Rows; row++)
        {
            var start = row * Columns;
            for (var i = start; i < start + Columns; i++)
            {
                var scale = scales[ScaleOf(row, i - start)];
                weights[i] = Round(weights[i], scale) * scale;
            }
        }
    }

    /// <summary>The weights that the integers stand for: <c>q * scale</c>.</summary>
    public void Dequantize(sbyte[] quantized, float[] scales, float[] weights)
    {
        for (var row = 0; row < Rows; row++)
        {
            var start = row * Columns;
            for (var i = start; i < start + Columns; i++) weights[i] = quantized[i] * scales[ScaleOf(row, i - start)];
        }
    }

    /// <summary>Number of the scale of an element.</summary>
    public int ScaleOf(int row, int column) => Kind == WeightKind.Table ? column : GroupSize == 0 ? row : (row * Groups) + (column / GroupSize);

    private int Round(float weight, float scale)
    {
        var q = Math.Round((double)(float)(weight / scale));
        return q >= Max ? Max : q <= -Max ? -Max : (int)q;
    }

    private void WidenGroups(float[] weights, int row, float[] largest)
    {
        for (var i = 0; i < Columns; i++)
        {
            var scale = ScaleOf(row, i);
            largest[scale] = Math.Max(largest[scale], Math.Abs(weights[(row * Columns) + i]));
        }
    }

    private void WidenColumns(float[] weights, int row, float[] largest)
    {
        var start = row * Columns;
        for (var i = 0; i < Columns; i++) largest[i] = Math.Max(largest[i], Math.Abs(weights[start + i]));
    }
}
