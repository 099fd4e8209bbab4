namespace CompressDsl.Training;

/// <summary>What samples say about one output of a model: a class (or one for each of several places), or a target vector.</summary>
/// <param name="Output">The output's name; empty for a model's first output.</param>
/// <param name="Classes">Labels are 0 to <paramref name="Classes"/> - 1; 0 for a target vector.</param>
/// <param name="Targets">Floats of the target vector; 0 for a class.</param>
public sealed record AnswerShape(string Output, int Classes = 0, int Targets = 0)
{
    /// <summary>
    /// Classes of a sample, at least 1: the output is then <c>[Places, Classes]</c>, e.g. one row per pixel of a segmentation or per cell of
    /// a detector.
    /// </summary>
    public int Places { get; init; } = 1;

    /// <summary>Floats that the output must have.</summary>
    public int Width => Classes > 0 ? Places * Classes : Targets;
}
