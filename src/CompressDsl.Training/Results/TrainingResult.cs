using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What a run came to.</summary>
/// <param name="History">All epochs.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept, from 1.</param>
/// <param name="Best">Its metrics.</param>
/// <param name="StoppedEarly">Whether <see cref="TrainingOptions.Patience"/> ended the run.</param>
public sealed record TrainingResult(TrainingHistory History, int BestEpoch, EpochMetrics Best, bool StoppedEarly)
{
    /// <summary>The finished network: dense weights, masks, scales, activation ranges and the recipe they were made for.</summary>
    public required Checkpoint Checkpoint { get; init; }

    /// <summary>The dense weights after <see cref="TrainingOptions.KeepEarly"/> steps; null where that is null or the run was shorter.</summary>
    public Checkpoint? Early { get; init; }

    /// <summary>The finished network, as it is deployed, on the validation set; null without one.</summary>
    public EvaluationResult? Validation { get; init; }
}
