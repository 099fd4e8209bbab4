using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary><c>-- analyze --output report.html</c>: what compression costs the student, layer by layer.</summary>
internal static class AnalyzeCommand
{
    /// <summary>Prints the findings and writes the page.</summary>
    /// <param name="analyze">Runs the analysis.</param>
    /// <param name="output">The page.</param>
    public static int Run(Func<IProgress<AnalysisProgress>, ModelAnalysis> analyze, string output)
    {
        var analysis = analyze(new AnalysisLines());
        analysis.SaveHtml(output);
        foreach (var line in analysis.Summary) Console.WriteLine(line);
        Console.WriteLine($"Written: {Path.GetFullPath(output)}");
        return 0;
    }
}
