using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>The scale of some weights of one output: that of the largest of them, or a smaller one that clips it.</summary>
/// <param name="grid">The grid.</param>
internal sealed class ScaleSearch(WeightGrid grid)
{
    // Steps of a hundredth of the largest scale, down to a fifth of it: one bit less than the largest weight asks for, twice.
    private const int Steps = 80;

    /// <summary>
    /// The scale that the build computes for weights of this magnitude when they lie on their grid: with it, the largest one is
    /// <c>max * scale</c>, and <c>max * scale / max</c> is the scale again, bit for bit.
    /// </summary>
    public float Repeatable(float largest)
    {
        var scale = ScaleOf(largest);
        while (true)
        {
            var again = ScaleOf(grid.Max * scale);
            if (again == scale) return scale;
            scale = again;
        }
    }

    /// <summary>The scale with the smallest sum of squared errors, each weighted by the second moment of the weight's input.</summary>
    /// <param name="weights">The weights that share it.</param>
    /// <param name="importance">As many second moments.</param>
    public float Best(ReadOnlySpan<float> weights, ReadOnlySpan<double> importance)
    {
        var largest = Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(weights));
        var best = Repeatable(largest);
        var least = Error(weights, importance, best);
        for (var step = 1; step <= Steps && largest > 0; step++)
        {
            var scale = Repeatable(largest * (1 - (0.01f * step)));
            var error = Error(weights, importance, scale);
            if (error < least) (best, least) = (scale, error);
        }

        return best;
    }

    private float ScaleOf(float largest) => grid.Scale(-largest, largest, largest);

    private double Error(ReadOnlySpan<float> weights, ReadOnlySpan<double> importance, float scale)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            double error = weights[i] - (Math.Clamp(MathF.Round(weights[i] / scale), -grid.Max, grid.Max) * scale);
            sum += importance[i] * error * error;
        }

        return sum;
    }
}
