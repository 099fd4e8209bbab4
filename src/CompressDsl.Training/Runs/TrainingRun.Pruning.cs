namespace CompressDsl.Training;

/// <content>Masks of the run, and the weights that it begins with or keeps.</content>
public sealed unsafe partial class TrainingRun
{
    private float[]? early;

    private void Begin()
    {
        if (options.Start is { } start) Parameters.Read(start);
        else Parameters.Start(options.Seed);
        if (options.StepSize == StepSize.Measured) Parameters.MeasureScales();
        if (options.Pruning == PruneSchedule.Kept) Parameters.RequireMasks();
        if (options.KeepEarly == 0) KeepEarly();
    }

    private void KeepEarly() => early = Parameters.Dense.Span.ToArray();

    private void Prune(int stage)
    {
        if (Step == 0 && Parameters.Statistics.IsNeeded && options.Pruning.Share(1, Math.Max(0, stage)) > 0)
        {
            throw new ArgumentException(
                $"{plan.Recipe.Model} is pruned by what is measured in training, and its first zeros are due before the first step: begin later ({nameof(TrainingOptions.PruneBegin)}, {nameof(TrainingOptions.PruneEnd)}).");
        }

        Parameters.Prune(final => schedule.PruneShare(final, stage), schedule.KeepsZeros);
        Parameters.MaskStage = stage;
    }

    /// <summary>Exchanges weights by the gradients of this step: before the update, because it hides those of masked weights, and a resumed run has none.</summary>
    private void Regrow()
    {
        var stage = schedule.MaskStage(Done);
        if (stage <= Parameters.MaskStage) return;
        if (Parameters.MaskStage < 0) Prune(stage);
        else Parameters.Regrow(final => schedule.PruneShare(final, stage), schedule.Exchange(Done), gradients.Total);
        Parameters.MaskStage = stage;
    }
}
