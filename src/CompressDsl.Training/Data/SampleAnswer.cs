namespace CompressDsl.Training;

/// <summary>What one sample of a stream says about one output of a model.</summary>
/// <param name="Output">Name of the output, as Forward's tuple names it.</param>
/// <param name="Labels">Class of every place of the output (most have one); empty for a target vector.</param>
/// <param name="Targets">Target vector; empty for a class.</param>
/// <example><code>
/// Sample.Of(pixels, SampleAnswer.Of("digit", 7), SampleAnswer.Of("slant", [0.2f]))
/// </code></example>
public sealed record SampleAnswer(string Output, int[] Labels, float[] Targets)
{
    /// <summary>A class.</summary>
    public static SampleAnswer Of(string output, int label) => new(output, [label], []);

    /// <summary>A class for each of several places, <see cref="Answer.NotLearned"/> where nothing is to be learned.</summary>
    public static SampleAnswer Of(string output, int[] labels) => new(output, labels, []);

    /// <summary>A target vector.</summary>
    public static SampleAnswer Of(string output, float[] targets) => new(output, [], targets);
}
