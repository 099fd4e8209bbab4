namespace CompressDsl.Training;

/// <summary>Counts evaluations and tells of them.</summary>
/// <param name="progress">Is told, or null.</param>
/// <param name="layers">Layers that are tried.</param>
/// <param name="options">What is tried on each.</param>
internal sealed class AnalysisCounter(IProgress<AnalysisProgress>? progress, int layers, AnalysisOptions options)
{
    private readonly int total = 1 + (layers * (options.Bits.Count + options.Sparsities.Count)) + options.FrontSteps;
    private int done;

    /// <summary>An evaluation begins.</summary>
    public void Next(string stage) => progress?.Report(new AnalysisProgress(stage, done++, total));
}
