using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Where a run stands. Before the first epoch of a distillation the teacher may answer all samples once: <see cref="TeacherAnswers"/> then
/// counts them, and there is neither an epoch nor a loss.
/// </summary>
public sealed record TrainingProgress
{
    /// <summary>Epoch at work, from 1; 0 while the teacher answers all samples.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs of the whole run.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done since the start of the run.</summary>
    public required long Step { get; init; }

    /// <summary>Steps of the whole run; null where the data's end is not known.</summary>
    public long? TotalSteps { get; init; }

    /// <summary>Samples per second of late.</summary>
    public double SamplesPerSecond { get; init; }

    /// <summary>Samples that the teacher has answered, while it is asked about all of them; null once the student learns.</summary>
    public int? TeacherAnswers { get; init; }

    /// <summary>Samples that the teacher is asked about; 0 once the student learns.</summary>
    public int TeacherSamples { get; init; }

    /// <summary>Mean loss of the epoch so far; NaN while the teacher answers all samples.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of right classes in the epoch so far, 0 to 1; null for a regression.</summary>
    public double? TrainAccuracy { get; init; }

    /// <summary>Share of right classes on the validation set after the last whole epoch, 0 to 1.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Mean loss on the validation set after the last whole epoch.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>By output, where the model has several; empty otherwise.</summary>
    public EquatableArray<OutputMetrics> Outputs { get; init; }

    /// <summary>Mean loss of all hints (<c>[Hint]</c>) in the epoch so far, which is not in <see cref="Loss"/>; null without hints.</summary>
    public double? HintLoss { get; init; }

    /// <summary>At present.</summary>
    public double LearningRate { get; init; }

    /// <summary>Share of zeros in the pruned weights, 0 to 1.</summary>
    public double Sparsity { get; init; }

    /// <summary>Whether the network is on its grids.</summary>
    public bool IsQuantized { get; init; }

    /// <summary>Whether this report ends an epoch.</summary>
    public bool EndsEpoch { get; init; }

    /// <summary>Time since the start of the run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Estimated time to its end, or to the teacher's last answer (<see cref="TeacherAnswers"/>); null while unknown.</summary>
    public TimeSpan? Left { get; init; }
}
