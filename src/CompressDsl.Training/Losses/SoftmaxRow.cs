using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>Softmax of one row, safe for large logits, sums in fixed order.</summary>
internal static class SoftmaxRow
{
    /// <summary>
    /// <paramref name="probabilities"/> becomes <c>softmax(logits * factor)</c>.
    /// </summary>
    /// <returns>log of the sum of <c>exp(logits * factor)</c>.</returns>
    public static float Compute(ReadOnlySpan<float> logits, float factor, Span<float> probabilities)
    {
        TensorPrimitives.Multiply(logits, factor, probabilities);
        var max = float.NegativeInfinity;
        foreach (var v in probabilities) max = v > max ? v : max;
        TensorPrimitives.Subtract(probabilities, max, probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        var sum = FixedSum.Sum(probabilities);
        TensorPrimitives.Multiply(probabilities, 1 / sum, probabilities);
        return max + MathF.Log(sum);
    }
}
