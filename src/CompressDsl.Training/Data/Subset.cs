namespace CompressDsl.Training;

/// <summary>Some of the samples of a data set.</summary>
/// <param name="source">The whole data set.</param>
/// <param name="indices">Which samples, in order; not copied.</param>
public sealed class Subset(IDataset source, int[] indices) : IDataset
{
    /// <inheritdoc/>
    public SampleShape Shape => source.Shape;

    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <summary>The places of the samples in the whole data set.</summary>
    public ReadOnlySpan<int> SourceIndices => indices;

    /// <summary>Samples that lie one behind the other.</summary>
    /// <param name="source">The whole data set.</param>
    /// <param name="part">Which samples.</param>
    internal static Subset Of(IDataset source, Range part)
    {
        var (first, count) = part.GetOffsetAndLength(source.Count);
        return new Subset(source, [.. Enumerable.Range(first, count)]);
    }

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        source.Append(indices[index], batch);
        batch.Indices[^1] = index;
    }
}
