namespace CompressDsl.Core;

/// <summary>
/// Keeps integer biases inside 32 bits. A channel whose weights are tiny beside its bias (a dead neuron after weight decay) has so fine
/// a grid that <c>bias / (activation scale * weight scale)</c> would overflow; its grid is widened just enough. The weights lose
/// precision that is far below the bias's last digit.
/// </summary>
internal sealed class AccumulatorLimits(CompressionContext context)
{
    private const double LargestBias = 1 << 29;

    /// <summary>Widens the scales of a weight for all dot products it takes part in.</summary>
    public void Widen(WeightRecipe weight, WeightGrid grid, float[] scales)
    {
        // Sums of groups of inputs meet their biases as floats.
        if (weight.GroupSize > 0) return;
        foreach (var section in context.Recipe.Sections.Where(s => s.Kind == DotBiasPacker.Name && s.Find("weight") == weight.Key))
        {
            var bias = context.Bias(weight, section.Find("bias"));
            var activation = context.Grid(section.Get("activation")).Scale;
            for (var row = 0; row < bias.Length; row++)
            {
                var least = (float)(Math.Abs((double)bias[row]) / (LargestBias * activation));
                if (scales[grid.ScaleOf(row, 0)] < least) scales[grid.ScaleOf(row, 0)] = grid.Allowed(least);
            }
        }
    }

    /// <summary>Refuses a row whose sums could leave 32 bits: <c>|bias| + activation * sum |w|</c>.</summary>
    /// <exception cref="CheckpointException"><see cref="CheckpointProblem.Overflow"/>.</exception>
    public static void Require(PreparedWeight weight, int row, long bias, int largestActivation)
    {
        if (Math.Abs(bias) + (largestActivation * weight.Reach(row)) <= int.MaxValue) return;
        throw new CheckpointException(
            CheckpointProblem.Overflow,
            $"Output {row} of '{weight.Recipe.Key}' sums {weight.Columns} products, which can leave 32 bits: use fewer bits, or "
            + "Mode = QuantizationMode.WeightOnly for this layer.",
            weight.Recipe.Key);
    }
}
