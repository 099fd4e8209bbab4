namespace CompressDsl.Training;

/// <summary>What the rows of a batch say about one output.</summary>
public sealed class BatchAnswer
{
    private readonly Batch batch;
    private readonly int[] labels;
    private readonly float[] targets;
    private readonly int[] others;
    private readonly float[] shares;

    internal BatchAnswer(Batch batch, AnswerShape shape)
    {
        (this.batch, Shape) = (batch, shape);
        labels = GC.AllocateArray<int>(checked(batch.Capacity * shape.Places), pinned: true);
        targets = GC.AllocateArray<float>(checked(batch.Capacity * shape.Targets), pinned: true);
        var blended = batch.Shape.IsBlended ? labels.Length : 0;
        (others, shares) = (new int[blended], new float[blended]);
    }

    /// <summary>Output and sizes.</summary>
    public AnswerShape Shape { get; }

    /// <summary>Labels, <c>[Rows, Shape.Places]</c>; -1 where a sample has none.</summary>
    public Span<int> Labels => labels.AsSpan(0, batch.Rows * Shape.Places);

    /// <summary>Target vectors, <c>[Rows, Shape.Targets]</c>.</summary>
    public Span<float> Targets => targets.AsSpan(0, batch.Rows * Shape.Targets);

    /// <summary>The class that is blended in, as <see cref="Labels"/>; empty unless <see cref="SampleShape.IsBlended"/>.</summary>
    internal Span<int> Others => others.Length == 0 ? default : others.AsSpan(0, Labels.Length);

    /// <summary>
    /// Share of <see cref="Labels"/> in each answer, 0 to 1, the rest is that of <see cref="Others"/>; empty unless
    /// <see cref="SampleShape.IsBlended"/>.
    /// </summary>
    internal Span<float> Shares => shares.Length == 0 ? default : shares.AsSpan(0, Labels.Length);

    /// <summary>The labels of a row.</summary>
    /// <param name="row">The row.</param>
    public Span<int> LabelsOf(int row) => Labels.Slice(row * Shape.Places, Shape.Places);

    /// <summary>The labels of some rows, with what is blended in.</summary>
    /// <param name="first">First row.</param>
    /// <param name="rows">Number of rows.</param>
    internal RowLabels LabelsOf(int first, int rows)
    {
        var (start, count) = (first * Shape.Places, rows * Shape.Places);
        return others.Length == 0
            ? new RowLabels(Labels.Slice(start, count))
            : new RowLabels(Labels.Slice(start, count)) { Others = Others.Slice(start, count), Shares = Shares.Slice(start, count) };
    }

    /// <summary>A new row is one sample: all of its answer is its own.</summary>
    /// <param name="row">The row.</param>
    /// <param name="label">The class of all its places.</param>
    internal void Begin(int row, int label)
    {
        LabelsOf(row).Fill(label);
        if (shares.Length > 0) shares.AsSpan(row * Shape.Places, Shape.Places).Fill(1);
    }

    /// <summary>The target vector of a row.</summary>
    /// <param name="row">The row.</param>
    public Span<float> TargetsOf(int row) => Targets.Slice(row * Shape.Targets, Shape.Targets);
}
