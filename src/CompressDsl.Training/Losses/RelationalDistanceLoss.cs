using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// Relations between samples, by distance (Park et al. 2019, "Relational Knowledge Distillation"): the distance of any two rows, divided by
/// the mean distance, is to be what it is in the teacher; the mean Huber loss (quadratic up to 1) over all pairs of the block's rows.
/// </summary>
/// <remarks>
/// Only rows of one block are compared with each other, so that the result does not depend on threads or processes; a block of one row has
/// no loss. A block counts in the batch by its share of the rows. The two sides may have any shapes.
/// </remarks>
/// <example><code>
/// var block = new HintBlock(values, gradient, new(1, 1, 8)) { Teacher = taught, TeacherShape = new(1, 1, 64), BatchSize = 64, Weight = 1 };
/// var loss = RelationalDistanceLoss.Compute(block);
/// </code></example>
public static class RelationalDistanceLoss
{
    /// <summary>Loss and gradient of a block.</summary>
    /// <param name="block">Both sides.</param>
    /// <returns>The block's part of the batch's mean loss, times the weight.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static double Compute(HintBlock block)
    {
        block.Check();
        block.Gradient.Clear();
        var pairs = block.Rows * (block.Rows - 1) / 2;
        if (pairs == 0) return 0;
        var scratch = HintScratch.Doubles(2 * pairs);
        Span<double> distances = scratch[..pairs], goals = scratch[pairs..];
        var difference = HintScratch.Floats(Math.Max(block.Shape.Length, block.TeacherShape.Length));
        var mean = Distances(block.Student, block.Shape.Length, distances, difference);
        var goalMean = Distances(block.Teacher, block.TeacherShape.Length, goals, difference);
        var scale = (double)block.Weight * block.Rows / block.BatchSize / pairs;

        // The goals become the loss's gradients with respect to the distances in units of their mean.
        double loss = 0, along = 0;
        for (var p = 0; p < pairs; p++)
        {
            var error = Share(distances[p], mean) - Share(goals[p], goalMean);
            loss += Huber.Loss(error);
            goals[p] = scale * Huber.Gradient(error);
            along += goals[p] * distances[p];
        }

        if (mean > 0) WriteGradient(block, distances, goals, (mean, along / (mean * mean * pairs)));
        return loss * scale;
    }

    private static double Share(double distance, double mean) => mean > 0 ? distance / mean : 0;

    /// <summary>Distances of all pairs of rows; returns their mean.</summary>
    private static double Distances(ReadOnlySpan<float> values, int length, Span<double> distances, Span<float> difference)
    {
        difference = difference[..length];
        var rows = values.Length / length;
        var (pair, sum) = (0, 0.0);
        for (var i = 0; i < rows; i++)
        {
            for (var j = i + 1; j < rows; j++, pair++)
            {
                TensorPrimitives.Subtract(values.Slice(i * length, length), values.Slice(j * length, length), difference);
                sum += distances[pair] = Math.Sqrt(FixedSum.Squares(difference));
            }
        }

        return sum / distances.Length;
    }

    private static void WriteGradient(HintBlock block, ReadOnlySpan<double> distances, ReadOnlySpan<double> slopes, (double Mean, double Common) unit)
    {
        var difference = HintScratch.Floats(block.Shape.Length)[..block.Shape.Length];
        var pair = 0;
        for (var i = 0; i < block.Rows; i++)
        {
            for (var j = i + 1; j < block.Rows; j++, pair++)
            {
                if (distances[pair] == 0) continue;
                var slope = (float)(((slopes[pair] / unit.Mean) - unit.Common) / distances[pair]);
                TensorPrimitives.Subtract(block.StudentRow(i), block.StudentRow(j), difference);
                TensorPrimitives.MultiplyAdd(difference, slope, block.GradientRow(i), block.GradientRow(i));
                TensorPrimitives.MultiplyAdd(difference, -slope, block.GradientRow(j), block.GradientRow(j));
            }
        }
    }
}
