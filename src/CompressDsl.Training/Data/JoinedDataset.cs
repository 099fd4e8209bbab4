namespace CompressDsl.Training;

/// <summary>
/// Data sets one behind the other, shuffled together in training: labelled samples with unlabelled ones, of which a teacher says what they are.
/// </summary>
/// <remarks>Samples without a class cost nothing in the cross entropy, which remains a mean over all rows of the batch.</remarks>
/// <example><code>
/// var data = new JoinedDataset(labelled, InMemoryDataset.Unlabelled(pixels, featureCount: 784));
/// Student.Distill(teacher, data, options);
/// </code></example>
public sealed class JoinedDataset : IDataset
{
    private readonly IDataset[] parts;
    private readonly int[] starts;

    /// <summary>Joins data sets.</summary>
    /// <param name="parts">The first one says what samples hold; the others hold the same, or no answers at all.</param>
    /// <exception cref="ArgumentException">There is none, or samples of one hold something else.</exception>
    public JoinedDataset(params IDataset[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Length == 0) throw new ArgumentException("There is no data set.", nameof(parts));
        (this.parts, starts) = ([.. parts], new int[parts.Length + 1]);
        for (var p = 0; p < parts.Length; p++)
        {
            Check(parts[p].Shape, p);
            starts[p + 1] = checked(starts[p] + parts[p].Count);
        }

        Shape = parts[0].Shape with { MaxTokens = parts.Max(p => p.Shape.MaxTokens), IsBlended = parts.Any(p => p.Shape.IsBlended) };
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count => starts[^1];

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var part = 0;
        while (index >= starts[part + 1]) part++;
        parts[part].Append(index - starts[part], batch);
        batch.Indices[^1] = index;
        // An unlabelled sample leaves the room of targets as the row before had it.
        if (!parts[part].Shape.HasAnswers) Clear(batch);
    }

    private static void Clear(Batch batch)
    {
        foreach (var answer in batch.Answers) answer.TargetsOf(batch.Rows - 1).Fill(float.NaN);
    }

    private void Check(SampleShape shape, int number)
    {
        var first = parts[0].Shape;
        if (shape.Features != first.Features || (shape.MaxTokens > 0) != (first.MaxTokens > 0))
            throw new ArgumentException($"Samples of data set {number + 1} have {shape.Features} floats and up to {shape.MaxTokens} token ids, those of the first {first.Features} and {first.MaxTokens}.");
        if (shape.HasAnswers && !shape.AllAnswers.Equals(first.AllAnswers))
            throw new ArgumentException($"Samples of data set {number + 1} have other answers than those of the first: {string.Join(", ", shape.AllAnswers)} instead of {string.Join(", ", first.AllAnswers)}.");
    }
}
