using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Ends of epochs, and the end of the run.</content>
public sealed unsafe partial class TrainingRun
{
    private readonly TrainingHistory history = new();
    private EvaluationResult? lastValidation;
    private KeptParameters? best;

    /// <summary>
    /// Judges the network on the validation set, keeps the best one where the run may stop early, and writes the working checkpoint.
    /// </summary>
    public void EndEpoch()
    {
        cursor?.Dispose();
        cursor = null;
        samplesPerEpoch = samplesInEpoch;
        samplesInEpoch = 0;
        Epoch++;
        CheckAgreement();
        JudgeEpoch(options.Validation);
        history.Add(new EpochMetrics(
            Epoch, MeanLoss, TrainAccuracy ?? double.NaN, lastValidation?.Loss ?? double.NaN, lastValidation?.Accuracy ?? double.NaN,
            LearningRate, Parameters.Sparsity, Parameters.IsQuantizing, report.Elapsed.TotalSeconds) { Outputs = OutputMetrics, HintLoss = HintLoss });
        Report(endsEpoch: true);
        if (options.WorkingCheckpoint is not null) Save();
    }

    /// <summary>
    /// Gives the network its final form where the schedule has not (all zeros, norms folded, grids), and writes
    /// <see cref="TrainingOptions.Output"/>.
    /// </summary>
    public TrainingResult Finish()
    {
        if (best is null) average?.Swap();
        best?.RestoreTo(Parameters);
        if (best?.Steps is { } kept) steps!.Take(kept, null);
        if (Parameters.MaskStage < options.Pruning.Stages) Prune(options.Pruning.Stages);
        Parameters.BeginQuantization(update.State);
        Parameters.Refresh(Runner);
        var validation = options.Validation is { } set ? NetworkEvaluator.Evaluate(network, Parameters, set, Runner, options) : null;
        var checkpoint = Parameters.ToCheckpoint();
        if (options.Output is { } path && Writes) checkpoint.Save(path);
        Ranks?.Barrier();
        isFinished = true;
        var last = best?.Epoch ?? Epoch;
        var metrics = history.Epochs.First(e => e.Epoch == last);
        return new TrainingResult(history, last, metrics, isStopped) 
        {
            Checkpoint = checkpoint, Validation = validation, Early = early is null ? null : Parameters.CheckpointOf(early),
        };
    }

    /// <summary>Early stopping looks only at networks in their final form; before, results get worse for good reasons. Several outputs are judged by their loss.</summary>
    private void Judge()
    {
        if (options.Patience == 0 || lastValidation is null || !schedule.IsFinal(Done)) return;
        var score = lastValidation is { Outputs.Count: 1, Confusion: { } confusion } ? -confusion.Accuracy : lastValidation.Loss;
        if (best is null || score < best.Score) best = KeptParameters.Of(Parameters, score, Epoch) with { Steps = steps is { HasBegun: true } ? [.. steps.Values] : null };
        else isStopped = Epoch - best.Epoch >= options.Patience;
    }
}
