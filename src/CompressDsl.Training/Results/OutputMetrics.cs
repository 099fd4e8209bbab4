namespace CompressDsl.Training;

/// <summary>What an epoch came to for one of several outputs.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Loss">Mean training loss, before its weight; NaN where the output is not learned.</param>
/// <param name="TrainAccuracy">Share of right classes while training, 0 to 1; NaN without classes.</param>
/// <param name="ValidationLoss">Mean loss on the validation set, before its weight; NaN without one.</param>
/// <param name="ValidationAccuracy">Share of right classes on the validation set, 0 to 1; NaN without one.</param>
public sealed record OutputMetrics(string Output, double Loss, double TrainAccuracy, double ValidationLoss, double ValidationAccuracy);
