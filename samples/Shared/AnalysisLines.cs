using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>Shows how far an analysis is: a line for every evaluation.</summary>
internal sealed class AnalysisLines : IProgress<AnalysisProgress>
{
    /// <inheritdoc/>
    public void Report(AnalysisProgress value) => Console.Error.WriteLine($"{value.Done + 1}/{value.Total} {value.Stage}");
}
