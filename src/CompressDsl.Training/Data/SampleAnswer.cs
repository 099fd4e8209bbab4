namespace CompressDsl.Training;

/// <summary>What one sample of a stream says about one output of a model.</summary>
/// <param name="Output">Name of the output, as Forward's tuple names it.</param>
/// <param name="Label">Class, or -1.</param>
/// <param name="Targets">Target vector; empty for a class.</param>
/// <example><code>
/// Sample.Of(pixels, SampleAnswer.Of("digit", 7), SampleAnswer.Of("slant", [0.2f]))
/// </code></example>
public sealed record SampleAnswer(string Output, int Label, float[] Targets)
{
    /// <summary>A class.</summary>
    public static SampleAnswer Of(string output, int label) => new(output, label, []);

    /// <summary>A target vector.</summary>
    public static SampleAnswer Of(string output, float[] targets) => new(output, -1, targets);
}
