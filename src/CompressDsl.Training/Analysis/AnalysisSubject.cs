using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>The network that is analysed, in its three forms.</summary>
/// <param name="Network">As it is trained.</param>
/// <param name="Checkpoint">Its weights.</param>
/// <param name="Recipe">What the build does with them.</param>
/// <param name="Compiled">As it is compiled, with the same weights.</param>
public sealed record AnalysisSubject(TrainingNetwork Network, Checkpoint Checkpoint, Recipe Recipe, IModel Compiled);
