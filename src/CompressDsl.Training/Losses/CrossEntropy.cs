namespace CompressDsl.Training;

/// <summary>
/// Cross entropy between softmax of the outputs (logits) and a class: <c>-sum of t[c] * log(softmax(outputs))[c]</c>, where t is 1 at the
/// label; with label smoothing s, t is <c>1 - s + s / classes</c> at the label and <c>s / classes</c> elsewhere.
/// </summary>
/// <remarks>Rows without a class (<see cref="Answer.NotLearned"/>) cost nothing and have no gradient; the mean is over all rows all the same.</remarks>
/// <example><code>
/// var loss = CrossEntropy.Compute(new LossBlock(logits, gradients, width: 10, batchSize: 64), labels);
/// </code></example>
public static class CrossEntropy
{
    /// <summary>Loss and gradients of a block.</summary>
    /// <param name="block">Logits and gradients.</param>
    /// <param name="labels">One per row, or <see cref="Answer.NotLearned"/>.</param>
    /// <param name="smoothing">0 to below 1.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is out of range.</exception>
    public static double Compute(LossBlock block, ReadOnlySpan<int> labels, float smoothing = 0) => Compute(block, new RowLabels(labels), smoothing);

    /// <summary>Loss and gradients of a block whose rows may be blended: of two classes with shares, the loss is the mean by share.</summary>
    /// <param name="block">Logits and gradients.</param>
    /// <param name="labels">One or two classes per row.</param>
    /// <param name="smoothing">0 to below 1.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is out of range.</exception>
    public static double Compute(LossBlock block, RowLabels labels, float smoothing = 0)
    {
        block.Check(labels.Count, 1, "labels");
        var scale = block.Weight / block.BatchSize;
        var spread = smoothing / block.Width;
        var probabilities = Scratch.Rent(block.Width);
        double loss = 0;
        for (var row = 0; row < labels.Count; row++)
        {
            if (labels.Classes[row] == Answer.NotLearned)
            {
                block.StoreNoGradient(row);
                continue;
            }

            var (label, other, share) = labels.Of(row, block.Width);
            var logits = block.Row(row);
            var logSum = SoftmaxRow.Compute(logits, 1, probabilities);
            loss += logSum - ((1 - smoothing) * logits[label]);
            if (share < 1) loss += (1 - smoothing) * (1 - share) * (double)(logits[label] - logits[other]);
            if (smoothing > 0)
            {
                loss -= spread * (double)FixedSum.Sum(logits);
                System.Numerics.Tensors.TensorPrimitives.Subtract(probabilities, spread, probabilities);
            }

            probabilities[label] -= (1 - smoothing) * share;
            if (share < 1) probabilities[other] -= (1 - smoothing) * (1 - share);
            block.StoreGradient(row, probabilities, scale);
        }

        return loss * scale;
    }
}
