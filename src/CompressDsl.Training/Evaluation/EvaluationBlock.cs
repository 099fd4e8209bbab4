namespace CompressDsl.Training;

/// <summary>Result of some samples.</summary>
/// <param name="Loss">Sum over the samples.</param>
/// <param name="Confusion">Null for a regression.</param>
internal readonly record struct EvaluationBlock(double Loss, ConfusionMatrix? Confusion);
