using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>What is measured along the way.</content>
public sealed unsafe partial class TrainingRun
{
    private readonly ProgressReport report;
    private long epochRows;
    private long epochSteps;
    private int samplesInEpoch;
    private int samplesPerEpoch;
    private bool isStopped;

    /// <summary>Share of the run that is over, 0 to 1.</summary>
    public double Done
    {
        get
        {
            var samples = data.SamplesPerEpoch ?? samplesPerEpoch;
            var within = samples > 0 ? Math.Min(1, samplesInEpoch / (double)samples) : 0;
            return Math.Min(1, (Epoch + within) / options.Epochs);
        }
    }

    private long? TotalSteps => data.SamplesPerEpoch is { } samples
        ? (long)options.Epochs * ((samples + options.BatchSize - 1) / options.BatchSize)
        : null;

    // Where the end of a stream is not known, the schedule runs over the share that is done.
    private float LearningRate => TotalSteps is { } total
        ? options.Schedule.At(Step, total)
        : options.Schedule.At((long)(Done * StreamSteps), StreamSteps);

    private const long StreamSteps = 1_000_000;

    /// <summary>Of the first output that has classes.</summary>
    private double? TrainAccuracy => epochRows > 0 ? tallies.FirstOrDefault(t => t.Classes > 0)?.Accuracy : null;

    private double MeanLoss => epochRows > 0 ? tallies.Sum(t => t.EpochLoss) / epochRows : 0;

    private EquatableArray<OutputMetrics> OutputMetrics =>
        tallies.Length > 1 ? new([.. tallies.Select(t => t.Metrics(epochRows, lastValidation))]) : default;

    private void StartEpoch()
    {
        (epochRows, epochSteps) = (0, 0);
        if (hints is not null) hints.EpochLoss = 0;
        foreach (var tally in tallies) (tally.EpochLoss, tally.EpochCorrect, tally.EpochJudged) = (0, 0, 0);
    }

    private void FollowRanges()
    {
        if (settings.LearnsSteps) return;
        ranges.Follow(Parameters.Ranges, sums, shardCount, settings.IsQuantizing);
    }

    /// <summary>Running statistics of batch norms: the mean over the shards' (unbiased) statistics, weighted by rows.</summary>
    private void FollowStatistics()
    {
        for (var n = 0; n < plan.Norms.Count; n++)
        {
            var norm = plan.Norms[n];
            var (means, variances, rows) = sums.StatisticsOf(n);
            if (rows == 0) continue;
            var mean = Parameters.SpanOf(runningStatistics[n].Mean);
            var variance = Parameters.SpanOf(runningStatistics[n].Variance);
            for (var c = 0; c < norm.Channels; c++)
            {
                mean[c] += norm.Momentum * ((float)(means.Span[c] / rows) - mean[c]);
                variance[c] += norm.Momentum * ((float)(variances.Span[c] / rows) - variance[c]);
            }
        }
    }

    private void Report(bool endsEpoch) => report.Send(new TrainingProgress
    {
        Epoch = Math.Min(Epoch + (endsEpoch ? 0 : 1), options.Epochs),
        Epochs = options.Epochs,
        Step = Step,
        TotalSteps = TotalSteps,
        Loss = MeanLoss,
        TrainAccuracy = TrainAccuracy,
        ValidationAccuracy = lastValidation?.Confusion?.Accuracy,
        ValidationLoss = lastValidation?.Loss,
        Outputs = OutputMetrics,
        HintLoss = HintLoss,
        LearningRate = LearningRate,
        Sparsity = Parameters.Sparsity,
        IsQuantized = Parameters.IsQuantizing,
        EndsEpoch = endsEpoch,
        SamplesPerSecond = report.Rate(Step * options.BatchSize),
        Elapsed = report.Elapsed,
        Left = Done > 0 ? report.Left(Done) : null,
    });
}
