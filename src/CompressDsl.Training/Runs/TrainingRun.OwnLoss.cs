using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>A model's own loss: the network computes it from its output and from what is written beside it before the forward pass.</content>
public sealed unsafe partial class TrainingRun
{
    /// <summary>Writes what the loss compares with; zeros where there is nothing, which matters only if the loss is used.</summary>
    private void GiveToOwnLoss(Shard shard)
    {
        if (plan.OwnLoss is null) return;
        Span<float> targets = shard.OwnTargets, taught = shard.OwnTeacher;
        targets.Clear();
        taught.Clear();
        if (!taught.IsEmpty && Teacher is not null) Teacher.Rows(0, shard.FirstRow, shard.Rows).CopyTo(taught);
        var goal = tallies[0].Goal;
        if (targets.IsEmpty || goal.Answer < 0) return;
        var answer = batch.Answers[goal.Answer];
        if (tallies[0].Classes > 0) WriteClasses(answer.LabelsOf(shard.FirstRow, shard.Rows), targets);
        else answer.Targets.Slice(shard.FirstRow * (targets.Length / shard.Rows), targets.Length).CopyTo(targets);
        for (var i = 0; i < targets.Length; i++) targets[i] = float.IsNaN(targets[i]) ? 0 : targets[i];
    }

    /// <summary>1 at a class, 0 elsewhere; of two classes, the share of each.</summary>
    private static void WriteClasses(RowLabels labels, Span<float> targets)
    {
        var width = targets.Length / labels.Count;
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels.Classes[i] == Answer.NotLearned) continue;
            var (label, other, share) = labels.Of(i, width);
            targets[(i * width) + label] = share;
            if (share < 1) targets[(i * width) + other] += 1 - share;
        }
    }

    private IEnumerable<Setting> LossSettings => plan.OwnLoss is { } loss ? [new Setting("Loss", loss.Fingerprint)] : [];

    private OwnLossRows OwnLossOf(Shard shard, OutputGoal goal)
    {
        if (plan.OwnLoss is not { } place) return default;
        var missing = place.Teacher >= 0 && Teacher is null ? "a teacher: call Distill" : place.Targets >= 0 && goal.Answer < 0 ? "classes or targets, which the data set does not have" : null;
        return new OwnLossRows(shard.OwnLoss, shard.OwnLossGradient)
        {
            Scale = goal.Weight / stepRows,
            Missing = missing is null ? null : $"The loss of {plan.Recipe.Model} compares with {missing}.",
        };
    }
}
