namespace CompressDsl.Training;

/// <summary>What all samples of a data set say about one output of a model.</summary>
/// <example><code>
/// var data = new AnsweredDataset(images, Answer.Labels("digit", digits, classes: 10), Answer.Targets("slant", angles, width: 1));
/// </code></example>
public sealed class Answer
{
    private readonly int[]? labels;
    private readonly float[] targets;

    private Answer(AnswerShape shape, int[]? labels, float[] targets) => (Shape, this.labels, this.targets) = (shape, labels, targets);

    /// <summary>Label of a place that is not learned: the loss and the accuracy leave it out.</summary>
    public const int NotLearned = -1;

    /// <summary>Output and sizes.</summary>
    public AnswerShape Shape { get; }

    /// <summary>Number of samples.</summary>
    public int Count => labels?.Length / Shape.Places ?? targets.Length / Shape.Targets;

    /// <summary>A class per sample.</summary>
    /// <param name="output">Name of the output, as Forward's tuple names it.</param>
    /// <param name="labels">One per sample; not copied.</param>
    /// <param name="classes">Labels are 0 to <paramref name="classes"/> - 1.</param>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public static Answer Labels(string output, int[] labels, int classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        InMemoryDataset.CheckLabels(labels, classes);
        return new Answer(new AnswerShape(output, Classes: classes), labels, []);
    }

    /// <summary>A class for each of several places of a sample, as in segmentation and detection.</summary>
    /// <param name="output">Name of the output, which has <c>[places, classes]</c> floats.</param>
    /// <param name="labels"><c>[samples, places]</c>, row by row, <see cref="NotLearned"/> where nothing is to be learned; not copied.</param>
    /// <param name="classes">Labels are 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="places">Classes per sample.</param>
    /// <exception cref="ArgumentException">A label is out of range, or the labels are not whole samples.</exception>
    public static Answer Labels(string output, int[] labels, int classes, int places)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        InMemoryDataset.CheckLabels(labels, classes, places, least: NotLearned);
        if (labels.Length % places != 0) throw new ArgumentException($"{labels.Length} labels for output '{output}' do not divide into samples of {places} places.");
        return new Answer(new AnswerShape(output, Classes: classes) { Places = places }, labels, []);
    }

    /// <summary>A target vector per sample.</summary>
    /// <param name="output">Name of the output, as Forward's tuple names it.</param>
    /// <param name="targets"><c>[samples, width]</c>, row by row, NaN where nothing is to be learned; not copied.</param>
    /// <param name="width">Floats per sample.</param>
    /// <exception cref="ArgumentException">The floats are not whole vectors.</exception>
    public static Answer Targets(string output, float[] targets, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (targets.Length % width != 0) throw new ArgumentException($"{targets.Length} floats for output '{output}' do not divide into vectors of {width}.");
        return new Answer(new AnswerShape(output, Targets: width), null, targets);
    }

    /// <summary>Fills in what sample <paramref name="index"/> says.</summary>
    internal void CopyTo(BatchAnswer answer, int row, int index)
    {
        if (labels is null) answer.LabelsOf(row).Fill(NotLearned);
        else labels.AsSpan(index * Shape.Places, Shape.Places).CopyTo(answer.LabelsOf(row));
        targets.AsSpan(index * Shape.Targets, Shape.Targets).CopyTo(answer.TargetsOf(row));
    }
}
