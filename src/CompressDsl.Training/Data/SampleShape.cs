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

        if (OutputLength > 0 && signature.OutputLength != OutputLength)
        {
            throw new ArgumentException($"{signature.Model} gives {signature.OutputLength} outputs, but the data set has {OutputLength} {(Classes > 0 ? "classes" : "targets")}.");
        }
    }
}
