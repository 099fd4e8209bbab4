using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What one sample of a data set holds; 0 stands for "none".</summary>
/// <param name="Features">Floats per sample.</param>
/// <param name="MaxTokens">Largest number of token ids per sample.</param>
/// <param name="Classes">Labels are 0 to <paramref name="Classes"/> - 1.</param>
/// <param name="Targets">Floats of a target vector (regression).</param>
public sealed record SampleShape(int Features = 0, int MaxTokens = 0, int Classes = 0, int Targets = 0)
{
    /// <summary>Floats of the answer that a model has to give: <see cref="Classes"/>, or <see cref="Targets"/> without classes.</summary>
    public int OutputLength => Classes > 0 ? Classes : Targets;

    /// <summary>What samples say about several outputs, by their names; empty for a class or target vector of the first output alone.</summary>
    public EquatableArray<AnswerShape> Answers { get; init; }

    /// <summary>Whether two samples may be shown as one (<see cref="BlendedDataset"/>): labels then have a second class with a share.</summary>
    public bool IsBlended { get; init; }

    /// <summary><see cref="Answers"/>, or the only one.</summary>
    internal EquatableArray<AnswerShape> AllAnswers => Answers.Count > 0 ? Answers : new(new AnswerShape("", Classes, Targets));

    /// <summary>Whether samples say anything about any output.</summary>
    internal bool HasAnswers => AllAnswers.Any(a => a.Width > 0);

    /// <summary>Number of the answer for output <paramref name="output"/>; -1 for none.</summary>
    internal int AnswerOf(ModelSignature signature, int output)
    {
        if (Answers.Count == 0) return output == 0 && OutputLength > 0 ? 0 : -1;
        for (var i = 0; i < Answers.Count; i++)
        {
            if (Answers[i].Output == signature.Outputs[output].Name) return i;
        }

        return -1;
    }

    /// <summary>Names of a model's outputs, for messages.</summary>
    internal static string Names(ModelSignature signature) => string.Join(", ", signature.Outputs.Select(o => o.Name));

    /// <summary>Refuses a model that does not fit the samples.</summary>
    /// <param name="signature">The model's inputs and outputs.</param>
    /// <exception cref="ArgumentException">The lengths differ; the text names both.</exception>
    public void CheckFits(ModelSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.FloatLength != Features)
        {
            throw new ArgumentException($"{signature.Model} takes {signature.FloatLength} floats, but a sample has {Features} features.");
        }

        if (signature.MaxTokens < MaxTokens || (signature.MaxTokens > 0) != (MaxTokens > 0))
        {
            throw new ArgumentException($"{signature.Model} takes up to {signature.MaxTokens} token ids, but a sample may have {MaxTokens}.");
        }

        foreach (var answer in AllAnswers.Where(a => a.Width > 0)) CheckFits(signature, answer);
    }

    private static string Describe(AnswerShape answer) => answer.Classes == 0
        ? $"{answer.Targets} targets"
        : answer.Places > 1 ? $"{answer.Classes} classes in {answer.Places} places" : $"{answer.Classes} classes";

    private static void CheckFits(ModelSignature signature, AnswerShape answer)
    {
        var port = answer.Output.Length == 0 ? signature.Outputs[0] : signature.Outputs.FirstOrDefault(o => o.Name == answer.Output);
        if (port is null)
        {
            throw new ArgumentException($"{signature.Model} has no output '{answer.Output}', which the data set has answers for; it has {Names(signature)}.");
        }

        if (port.Length == answer.Width) return;
        var place = signature.Outputs.Count > 1 ? $" as '{port.Name}'" : "";
        throw new ArgumentException(
            $"{signature.Model} gives {port.Length} outputs{place}, but the data set has {Describe(answer)}.");
    }
}
