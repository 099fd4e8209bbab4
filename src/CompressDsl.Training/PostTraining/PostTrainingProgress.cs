namespace CompressDsl.Training;

/// <summary>Where a quantisation after training stands.</summary>
/// <param name="Stage">What is at work, e.g. <c>rounding hidden</c>.</param>
/// <param name="Done">Passes over the samples that are over.</param>
/// <param name="Total">All of them.</param>
public sealed record PostTrainingProgress(string Stage, int Done, int Total);
