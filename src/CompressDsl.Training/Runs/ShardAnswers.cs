namespace CompressDsl.Training;

/// <summary>What a shard's outputs are compared with.</summary>
/// <param name="block">The outputs, and where their gradients go.</param>
/// <param name="labels">One class per row.</param>
/// <param name="targets">Target vectors, <c>[rows, width]</c>.</param>
/// <param name="teacher">The teacher's outputs, <c>[rows, width]</c>; empty without a teacher.</param>
public readonly ref struct ShardAnswers(LossBlock block, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> teacher)
{
    /// <summary>The outputs, and where their gradients go.</summary>
    public LossBlock Block { get; } = block;

    /// <summary>One class per row; -1 where a sample has none.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;

    /// <summary>Target vectors; empty for a data set of classes.</summary>
    public ReadOnlySpan<float> Targets { get; } = targets;

    /// <summary>The teacher's outputs.</summary>
    public ReadOnlySpan<float> Teacher { get; } = teacher;

    /// <summary>The loss against the data set's own answers: cross entropy for classes, mean squared error for targets.</summary>
    /// <param name="labelSmoothing">Share of a label that is spread over all classes.</param>
    public double HardLoss(float labelSmoothing) => Targets.IsEmpty
        ? CrossEntropy.Compute(Block, Labels, labelSmoothing)
        : MeanSquaredError.Compute(Block, Targets);
}
