namespace CompressDsl.Training;

/// <summary>
/// Reusable buffers for a block of samples, pinned, so that generated code may keep pointers. Features lie row by row
/// <c>[Rows, Shape.Features]</c>; the token ids of all rows lie one behind the other, row r from <c>Offsets[r]</c> to <c>Offsets[r + 1]</c>.
/// </summary>
/// <example><code>
/// var batch = new Batch(data.Shape, 64);
/// using var cursor = data.Open(seed: 1, epoch: 0);
/// while (cursor.MoveNext(batch)) Train(batch);
/// </code></example>
public sealed class Batch
{
    private readonly float[] features;
    private readonly int[] tokens;
    private readonly int[] offsets;
    private readonly BatchAnswer[] answers;
    private readonly int[] indices;

    /// <summary>Makes room for <paramref name="capacity"/> samples.</summary>
    public Batch(SampleShape shape, int capacity)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Shape, Capacity) = (shape, capacity);
        features = GC.AllocateArray<float>(checked(capacity * shape.Features), pinned: true);
        tokens = GC.AllocateArray<int>(checked(capacity * shape.MaxTokens), pinned: true);
        offsets = GC.AllocateArray<int>(capacity + 1, pinned: true);
        indices = GC.AllocateArray<int>(capacity, pinned: true);
        answers = [.. shape.AllAnswers.Select(a => new BatchAnswer(this, a))];
    }

    /// <summary>What a sample holds.</summary>
    public SampleShape Shape { get; }

    /// <summary>Rows that fit.</summary>
    public int Capacity { get; }

    /// <summary>Rows that are there.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of the first row in the step's batch, of which other processes may hold other rows.</summary>
    internal int FirstRow { get; init; }

    /// <summary>Whether no row fits any more.</summary>
    public bool IsFull => Rows == Capacity;

    /// <summary>All features, <c>[Rows, Shape.Features]</c>.</summary>
    public Span<float> Features => features.AsSpan(0, Rows * Shape.Features);

    /// <summary>All target vectors of the first answer, <c>[Rows, Shape.Targets]</c>.</summary>
    public Span<float> Targets => answers[0].Targets;

    /// <summary>What the rows say about the model's outputs: one per <see cref="SampleShape.Answers"/>, or a single one.</summary>
    public IReadOnlyList<BatchAnswer> Answers => answers;

    /// <summary>All token ids.</summary>
    public Span<int> Tokens => tokens.AsSpan(0, offsets[Rows]);

    /// <summary>Where rows begin in <see cref="Tokens"/>: Rows + 1 numbers.</summary>
    public Span<int> Offsets => offsets.AsSpan(0, Rows + 1);

    /// <summary>Labels of the first answer, one per row; -1 where a sample has none.</summary>
    public Span<int> Labels => answers[0].Labels;

    /// <summary>The rows' places in their data set (a running number in a stream).</summary>
    public Span<int> Indices => indices.AsSpan(0, Rows);

    /// <summary>Removes all rows.</summary>
    public void Clear() => Rows = 0;

    /// <summary>Adds a row; its features and targets are then filled through <see cref="FeaturesOf"/> and <see cref="TargetsOf"/>.</summary>
    /// <param name="index">The sample's place in its data set.</param>
    /// <param name="label">Its class, or -1.</param>
    /// <param name="tokenIds">Its token ids; may be empty.</param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentException">There are more token ids than the shape allows.</exception>
    /// <exception cref="InvalidOperationException">The batch is full.</exception>
    public int AddRow(int index, int label, ReadOnlySpan<int> tokenIds)
    {
        if (IsFull) throw new InvalidOperationException($"The batch already holds {Capacity} rows.");
        if (tokenIds.Length > Shape.MaxTokens)
        {
            throw new ArgumentException($"Sample {index} has {tokenIds.Length} token ids; the data set's maximum is {Shape.MaxTokens}.");
        }

        var row = Rows++;
        tokenIds.CopyTo(tokens.AsSpan(offsets[row]));
        offsets[row + 1] = offsets[row] + tokenIds.Length;
        for (var i = 0; i < answers.Length; i++) answers[i].Begin(row, i == 0 ? label : -1);
        indices[row] = index;
        return row;
    }

    /// <summary>The features of a row.</summary>
    public Span<float> FeaturesOf(int row) => Features.Slice(row * Shape.Features, Shape.Features);

    /// <summary>The target vector of a row, of the first answer.</summary>
    public Span<float> TargetsOf(int row) => answers[0].TargetsOf(row);

    /// <summary>The token ids of a row.</summary>
    public Span<int> TokensOf(int row) => tokens.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>The token ids of some rows, one behind the other.</summary>
    /// <param name="first">First row.</param>
    /// <param name="rows">Number of rows.</param>
    public Span<int> TokensOf(int first, int rows) => tokens.AsSpan(Offsets[first], Offsets[first + rows] - Offsets[first]);

    /// <summary>A row as a model takes it.</summary>
    public ModelInput InputOf(int row) => new(FeaturesOf(row), TokensOf(row));
}
