namespace CompressDsl.Core;

/// <summary>
/// The symmetric integer grid of a weight tensor: <c>weight = q * scale</c> with one scale per channel (per output of a matrix, per
/// dimension of a table) and q in -(2^(bits-1)-1) .. 2^(bits-1)-1.
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

    /// <summary>Largest q.</summary>
    public int Max => (1 << (Bits - 1)) - 1;

    /// <summary>Number of scales.</summary>
    public int Channels => Kind == WeightKind.Table ? Columns : Rows;

    /// <summary>The grid of a quantised matrix or table.</summary>
    /// <exception cref="ArgumentException">The weight is not one, or its bits are not in 2..8.</exception>
    public static WeightGrid Of(WeightRecipe weight)
    {
        if (weight.Kind is not (WeightKind.Matrix or WeightKind.Table) || weight.Shape.Count < 2)
        {
            throw new ArgumentException($"'{weight.Key}' is no matrix or table: it has no grid.");
        }

        if (weight.Bits is < 2 or > 8) throw new ArgumentException($"'{weight.Key}' has {weight.Bits} bits; a grid has 2 to 8.");
        return new WeightGrid(weight.Kind, weight.Rows, weight.Columns, weight.Bits);
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
            else scales[row] = LargestOfRow(weights, row);
        }

        for (var i = 0; i < scales.Length; i++)
        {
            var scale = (float)(scales[i] / (float)Max);
            scales[i] = scale < SmallestNormal || float.IsInfinity(scale) ? 1 : scale;
        }

        return scales;
    }

    /// <summary>The integers: <c>clamp(roundToEven(weight / scale), -Max, Max)</c>, in the order of the weights.</summary>
    public sbyte[] Quantize(float[] weights, float[] scales)
    {
        var result = new sbyte[weights.Length];
        for (var row = 0; row < Rows; row++)
        {
            var start = row * Columns;
            for (var i = start; i < start + Columns; i++) result[i] = (sbyte)Round(weights[i], scales[Kind == WeightKind.Table ? i - start : row]);
        }

        return result;
    }

    /// <summary>Replaces every weight by its neighbour on the grid, exactly <c>q * scale</c> in float32.</summary>
    public void FakeQuantize(float[] weights, float[] scales)
    {
        for (var row = 0; row < Rows; row++)
        {
            var start = row * Columns;
            for (var i = start; i < start + Columns; i++)
            {
                var scale = scales[Kind == WeightKind.Table ? i - start : row];
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
            for (var i = start; i < start + Columns; i++) weights[i] = quantized[i] * scales[Kind == WeightKind.Table ? i - start : row];
        }
    }

    private int Round(float weight, float scale)
    {
        var q = Math.Round((double)(float)(weight / scale));
        return q >= Max ? Max : q <= -Max ? -Max : (int)q;
    }

    private float LargestOfRow(float[] weights, int row)
    {
        var largest = 0f;
        var start = row * Columns;
        for (var i = start; i < start + Columns; i++) largest = Math.Max(largest, Math.Abs(weights[i]));
        return largest;
    }

    private void WidenColumns(float[] weights, int row, float[] largest)
    {
        var start = row * Columns;
        for (var i = 0; i < Columns; i++) largest[i] = Math.Max(largest[i], Math.Abs(weights[start + i]));
    }
}
