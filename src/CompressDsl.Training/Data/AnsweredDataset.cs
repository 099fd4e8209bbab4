namespace CompressDsl.Training;

/// <summary>The inputs of a data set with answers for several outputs of a model.</summary>
/// <example><code>
/// var inputs = InMemoryDataset.Unlabelled(pixels, featureCount: 784);
/// var data = new AnsweredDataset(inputs, Answer.Labels("digit", digits, classes: 10), Answer.Targets("slant", angles, width: 1));
/// Model.Train(data, new TrainingOptions { Outputs = new(new OutputOptions("slant", Weight: 0.1f)) });
/// </code></example>
public sealed class AnsweredDataset : IDataset
{
    private readonly IDataset inputs;
    private readonly Answer[] answers;

    /// <summary>Joins inputs and answers.</summary>
    /// <param name="inputs">The inputs; labels of its own are replaced by <paramref name="answers"/>.</param>
    /// <param name="answers">One per output that has answers, each with as many samples as <paramref name="inputs"/>.</param>
    /// <exception cref="ArgumentException">Counts differ, an output is named twice, or the inputs have target vectors of their own.</exception>
    public AnsweredDataset(IDataset inputs, params Answer[] answers)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Length == 0) throw new ArgumentException("There is no answer.", nameof(answers));
        if (inputs.Shape.Targets > 0 || inputs.Shape.Answers.Count > 0)
            throw new ArgumentException("The inputs have answers of their own; make them with InMemoryDataset.Unlabelled.", nameof(inputs));
        foreach (var answer in answers)
        {
            if (answer.Count != inputs.Count) throw new ArgumentException($"There are {inputs.Count} samples, but {answer.Count} answers for output '{answer.Shape.Output}'.");
            if (answers.Count(a => a.Shape.Output == answer.Shape.Output) > 1) throw new ArgumentException($"Output '{answer.Shape.Output}' has two answers.");
        }

        (this.inputs, this.answers) = (inputs, answers);
        Shape = new SampleShape(inputs.Shape.Features, inputs.Shape.MaxTokens) { Answers = new([.. answers.Select(a => a.Shape)]) };
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count => inputs.Count;

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        inputs.Append(index, batch);
        for (var i = 0; i < answers.Length; i++) answers[i].CopyTo(batch.Answers[i], batch.Rows - 1, index);
    }
}
