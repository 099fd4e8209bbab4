namespace CompressDsl.Training;

/// <summary>Where an analysis stands.</summary>
/// <param name="Stage">What is at work, e.g. <c>hidden at 4 bits</c>.</param>
/// <param name="Done">Evaluations that are over.</param>
/// <param name="Total">Evaluations at most.</param>
public sealed record AnalysisProgress(string Stage, int Done, int Total);
