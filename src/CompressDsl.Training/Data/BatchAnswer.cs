namespace CompressDsl.Training;

/// <summary>What the rows of a batch say about one output.</summary>
public sealed class BatchAnswer
{
    private readonly Batch batch;
    private readonly int[] labels;
    private readonly float[] targets;

    internal BatchAnswer(Batch batch, AnswerShape shape)
    {
        (this.batch, Shape) = (batch, shape);
        labels = GC.AllocateArray<int>(checked(batch.Capacity * shape.Places), pinned: true);
        targets = GC.AllocateArray<float>(checked(batch.Capacity * shape.Targets), pinned: true);
    }

    /// <summary>Output and sizes.</summary>
    public AnswerShape Shape { get; }

    /// <summary>Labels, <c>[Rows, Shape.Places]</c>; -1 where a sample has none.</summary>
    public Span<int> Labels => labels.AsSpan(0, batch.Rows * Shape.Places);

    /// <summary>Target vectors, <c>[Rows, Shape.Targets]</c>.</summary>
    public Span<float> Targets => targets.AsSpan(0, batch.Rows * Shape.Targets);

    /// <summary>The labels of a row.</summary>
    /// <param name="row">The row.</param>
    public Span<int> LabelsOf(int row) => Labels.Slice(row * Shape.Places, Shape.Places);

    /// <summary>The target vector of a row.</summary>
    /// <param name="row">The row.</param>
    public Span<float> TargetsOf(int row) => Targets.Slice(row * Shape.Targets, Shape.Targets);
}
