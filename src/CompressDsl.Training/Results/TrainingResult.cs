namespace CompressDsl.Training;

/// <summary>What a run came to.</summary>
/// <param name="History">All epochs.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept, from 1.</param>
/// <param name="Best">Its metrics.</param>
/// <param name="StoppedEarly">Whether <see cref="TrainingOptions.Patience"/> ended the run.</param>
public sealed record TrainingResult(TrainingHistory History, int BestEpoch, EpochMetrics Best, bool StoppedEarly);
