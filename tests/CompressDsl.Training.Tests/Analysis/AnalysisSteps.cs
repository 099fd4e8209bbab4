namespace CompressDsl.Training.Tests.Analysis;

/// <summary>Keeps what was reported.</summary>
internal sealed class AnalysisSteps : IProgress<AnalysisProgress>
{
    public List<AnalysisProgress> All { get; } = [];

    public void Report(AnalysisProgress value) => All.Add(value);
}
