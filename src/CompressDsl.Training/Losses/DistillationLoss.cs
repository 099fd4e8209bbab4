namespace CompressDsl.Training;

/// <summary>
/// <c>alpha * T^2 * KL(softmax(teacher / T) || softmax(student / T)) + (1 - alpha) * cross entropy</c> (Hinton et al. 2015); with
/// <see cref="OfLogits"/>, <c>alpha * mean squared error of the logits + (1 - alpha) * cross entropy</c> (Ba and Caruana 2014).
/// </summary>
/// <param name="Temperature">T, above 0.</param>
/// <param name="Alpha">Share of the soft part, 0 to 1; at 1 no labels are needed.</param>
/// <param name="LabelSmoothing">For the hard part, 0 to below 1.</param>
/// <example><code>
/// var loss = new DistillationLoss(Temperature: 4, Alpha: 0.9f).Compute(block, teacherLogits, labels);
/// </code></example>
public readonly record struct DistillationLoss(float Temperature, float Alpha, float LabelSmoothing = 0)
{
    /// <summary>Whether logits are compared instead of softened probabilities; the temperature is then not used.</summary>
    public bool OfLogits { get; init; }

    /// <summary>Loss and gradients of a block.</summary>
    /// <param name="block">The student's logits and gradients.</param>
    /// <param name="teacher">The teacher's logits, <c>[rows, width]</c>.</param>
    /// <param name="labels">One per row; not read when <see cref="Alpha"/> is 1.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is out of range.</exception>
    public double Compute(LossBlock block, ReadOnlySpan<float> teacher, ReadOnlySpan<int> labels) => Compute(block, teacher, new RowLabels(labels));

    /// <summary>Loss and gradients of a block whose rows may be blended.</summary>
    /// <param name="block">The student's logits and gradients.</param>
    /// <param name="teacher">The teacher's logits, <c>[rows, width]</c>.</param>
    /// <param name="labels">One or two classes per row; not read when <see cref="Alpha"/> is 1.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a label is out of range.</exception>
    public double Compute(LossBlock block, ReadOnlySpan<float> teacher, RowLabels labels)
    {
        var loss = ComputeSoft(block.Part(Alpha, block.Accumulate), teacher);
        return Alpha >= 1 ? loss : loss + CrossEntropy.Compute(block.Part(1 - Alpha, accumulate: true), labels, LabelSmoothing);
    }

    /// <summary>The teacher's part alone, with the weight 1.</summary>
    /// <param name="block">The student's logits and gradients.</param>
    /// <param name="teacher">The teacher's logits, <c>[rows, width]</c>.</param>
    /// <returns>The block's part of the batch's mean loss.</returns>
    public double ComputeSoft(LossBlock block, ReadOnlySpan<float> teacher) =>
        OfLogits ? MeanSquaredError.Compute(block, teacher) : SoftTargetLoss.Compute(block, teacher, Temperature);

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(Temperature > 0, nameof(Temperature), Temperature, "above 0");
        OptionCheck.That(Alpha is >= 0 and <= 1, nameof(Alpha), Alpha, "in 0 to 1");
        OptionCheck.That(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1");
    }
}
