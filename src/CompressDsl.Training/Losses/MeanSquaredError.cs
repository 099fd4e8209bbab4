using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Mean of the squared differences between outputs and targets (of a data set or of a teacher).</summary>
/// <example><code>
/// var loss = MeanSquaredError.Compute(new LossBlock(outputs, gradients, width: 1, batchSize: 100), targets);
/// </code></example>
public static class MeanSquaredError
{
    /// <summary>Loss and gradients of a block.</summary>
    /// <param name="block">Outputs and gradients.</param>
    /// <param name="targets"><c>[rows, width]</c>; outputs whose target is NaN are not learned, though they count in the mean.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static double Compute(LossBlock block, ReadOnlySpan<float> targets) => Compute(block, targets, targets);

    /// <summary>Loss and gradients of a block; only what a data set has targets for is learned, e.g. from a teacher.</summary>
    /// <param name="block">Outputs and gradients.</param>
    /// <param name="targets"><c>[rows, width]</c>.</param>
    /// <param name="learned">NaN where an output is not learned, <c>[rows, width]</c>.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static double Compute(LossBlock block, ReadOnlySpan<float> targets, ReadOnlySpan<float> learned)
    {
        block.Check(targets.Length, block.Width, "targets");
        block.Check(learned.Length, block.Width, "targets");
        var scale = block.Weight / ((double)block.BatchSize * block.Width);
        var difference = Scratch.Rent(block.Width);
        double loss = 0;
        for (var row = 0; row < block.Rows; row++)
        {
            TensorPrimitives.Subtract(block.Row(row), targets.Slice(row * block.Width, block.Width), difference);
            LeaveOut(difference, learned.Slice(row * block.Width, block.Width));
            loss += FixedSum.Squares(difference);
            block.StoreGradient(row, difference, (float)(2 * scale));
        }

        return loss * scale;
    }

    private static void LeaveOut(Span<float> difference, ReadOnlySpan<float> learned)
    {
        for (var i = 0; i < difference.Length; i++)
        {
            if (float.IsNaN(learned[i])) difference[i] = 0;
        }
    }
}
