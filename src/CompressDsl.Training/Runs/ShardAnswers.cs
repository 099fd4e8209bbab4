namespace CompressDsl.Training;

/// <summary>What one output of a shard is compared with.</summary>
/// <param name="block">The output's values, and where their gradients go.</param>
/// <param name="labels">One class per row, or two with shares.</param>
/// <param name="targets">Target vectors, <c>[rows, width]</c>, NaN where nothing is to be learned.</param>
/// <param name="teacher">The teacher's outputs, <c>[rows, width]</c>; empty without a teacher.</param>
public readonly ref struct ShardAnswers(LossBlock block, RowLabels labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> teacher)
{
    /// <summary>The output's values, and where their gradients go.</summary>
    public LossBlock Block { get; } = block;

    /// <summary>One class per row, or two with shares; none where the data set has no classes for the output.</summary>
    public RowLabels Labels { get; } = labels;

    /// <summary>Target vectors; empty where the data set has none for the output.</summary>
    public ReadOnlySpan<float> Targets { get; } = targets;

    /// <summary>The teacher's outputs.</summary>
    public ReadOnlySpan<float> Teacher { get; } = teacher;

    /// <summary>What the output takes from a teacher.</summary>
    public DistillationTarget Target { get; init; }

    /// <summary>The model's own loss.</summary>
    internal OwnLossRows Own { get; init; }

    /// <summary>The model's own loss, which its network has computed, added up. Rows without a class, or with a target that is not learned, have none.</summary>
    /// <exception cref="InvalidOperationException">There is no teacher, or there are no targets, and the loss compares with them.</exception>
    public double OwnLoss()
    {
        if (Own.Missing is { } missing) throw new InvalidOperationException(missing);
        Block.Gradients.Clear();
        double sum = 0;
        for (var row = 0; row < Own.Values.Length; row++)
        {
            var isLearned = !Part(Labels.Classes, row).Contains(Answer.NotLearned) && !HasGap(Part(Targets, row));
            Own.Gradient[row] = isLearned ? Own.Scale : 0;
            if (isLearned) sum += Own.Values[row];
        }

        return sum * Own.Scale;
    }

    private ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all, int row)
    {
        var length = all.Length / Own.Values.Length;
        return all.Slice(row * length, length);
    }

    private static bool HasGap(ReadOnlySpan<float> targets)
    {
        foreach (var target in targets)
        {
            if (float.IsNaN(target)) return true;
        }

        return false;
    }

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
        return Labels.Count == 0 ? soft.ComputeSoft(Block, Teacher) : soft.Compute(Block, Teacher, Labels);
    }
}
