using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="TrainAccuracy">Share of right classes while training, 0 to 1; NaN for a regression.</param>
/// <param name="ValidationLoss">Mean loss on the validation set; NaN without one.</param>
/// <param name="ValidationAccuracy">Share of right classes on the validation set, 0 to 1; NaN without one.</param>
/// <param name="LearningRate">Of the last step.</param>
/// <param name="Sparsity">Share of zeros in the pruned weights.</param>
/// <param name="IsQuantized">Whether the network was on its grids at the end of the epoch.</param>
/// <param name="Seconds">Time since the start of the run.</param>
public sealed record EpochMetrics(
    int Epoch,
    double Loss,
    double TrainAccuracy,
    double ValidationLoss,
    double ValidationAccuracy,
    double LearningRate,
    double Sparsity,
    bool IsQuantized,
    double Seconds)
{
    /// <summary>By output, where the model has several; empty otherwise.</summary>
    public EquatableArray<OutputMetrics> Outputs { get; init; }

    /// <summary>Mean loss of all hints (<c>[Hint]</c>), which is not in <see cref="Loss"/>; null without hints.</summary>
    public double? HintLoss { get; init; }
}
