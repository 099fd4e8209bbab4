namespace CompressDsl.Training;

/// <summary>What one output of a shard is compared with.</summary>
/// <param name="block">The output's values, and where their gradients go.</param>
/// <param name="labels">One class per row.</param>
/// <param name="targets">Target vectors, <c>[rows, width]</c>, NaN where nothing is to be learned.</param>
/// <param name="teacher">The teacher's outputs, <c>[rows, width]</c>; empty without a teacher.</param>
public readonly ref struct ShardAnswers(LossBlock block, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> teacher)
{
    /// <summary>The output's values, and where their gradients go.</summary>
    public LossBlock Block { get; } = block;

    /// <summary>One class per row; empty where the data set has no classes for the output.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;

    /// <summary>Target vectors; empty where the data set has none for the output.</summary>
    public ReadOnlySpan<float> Targets { get; } = targets;

    /// <summary>The teacher's outputs.</summary>
    public ReadOnlySpan<float> Teacher { get; } = teacher;

    /// <summary>What the output takes from a teacher.</summary>
    public DistillationTarget Target { get; init; }

    /// <summary>The loss against the data set's own answers: cross entropy for classes, mean squared error for targets.</summary>
    /// <param name="labelSmoothing">Share of a label that is spread over all classes.</param>
    public double HardLoss(float labelSmoothing) => Targets.IsEmpty
        ? CrossEntropy.Compute(Block, Labels, labelSmoothing)
        : MeanSquaredError.Compute(Block, Targets);

    /// <summary>The loss against the teacher: by <see cref="Target"/>, and without a hard part where the data set has no classes for the output. Numbers
    /// that the data set has no target for are not taken from the teacher either.</summary>
    /// <param name="soft">Temperature and alpha.</param>
    public double TeacherLoss(DistillationLoss soft)
    {
        soft = soft with { OfLogits = Target == DistillationTarget.Logits };
        if (Target == DistillationTarget.Outputs) return MeanSquaredError.Compute(Block, Teacher, Targets.IsEmpty ? Teacher : Targets);
        return Labels.IsEmpty ? soft.ComputeSoft(Block, Teacher) : soft.Compute(Block, Teacher, Labels);
    }
}
