namespace CompressDsl.Core;

/// <summary>A weight as it is deployed: pruned, folded and, if asked, on its grid.</summary>
/// <param name="Recipe">What was asked.</param>
/// <param name="Values">Deployed values, row-major; exactly <c>q * scale</c> when quantised.</param>
/// <param name="Grid">The grid; null for float.</param>
/// <param name="Scales">A scale per channel; null for float.</param>
/// <param name="Quantized">The integers, row-major; null for float.</param>
internal sealed record PreparedWeight(WeightRecipe Recipe, float[] Values, WeightGrid? Grid, float[]? Scales, sbyte[]? Quantized)
{
    /// <summary>First dimension: outputs of a matrix, tokens of a table.</summary>
    public int Rows => Recipe.Shape.Count == 0 ? 1 : Recipe.Shape[0];

    /// <summary>Product of the other dimensions: inputs of a matrix, dimensions of a table.</summary>
    public int Columns => Rows == 0 ? 0 : Recipe.Count / Rows;

    /// <summary>The batch norm that is folded into it, or null.</summary>
    public BatchNormFold? Fold { get; init; }

    public long Zeros => Values.LongCount(v => v == 0);

    /// <summary>The integers.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float.</exception>
    public sbyte[] NeedQuantized() => Quantized ?? throw new FormatException($"Weight '{Recipe.Key}' is not quantised in the recipe.");

    /// <summary>The scales.</summary>
    /// <exception cref="FormatException">The recipe keeps this weight in float.</exception>
    public float[] NeedScales() => Scales ?? throw new FormatException($"Weight '{Recipe.Key}' is not quantised in the recipe.");

    /// <summary>Sum of the integers of a row.</summary>
    public int Sum(int row)
    {
        var (sum, q) = (0, NeedQuantized());
        for (var i = row * Columns; i < (row + 1) * Columns; i++) sum += q[i];
        return sum;
    }

    /// <summary>Sum of the magnitudes of a row's integers: bounds every partial sum of its dot product.</summary>
    public long Reach(int row)
    {
        var (sum, q) = (0L, NeedQuantized());
        for (var i = row * Columns; i < (row + 1) * Columns; i++) sum += Math.Abs((int)q[i]);
        return sum;
    }
}
