namespace CompressDsl.Training;

/// <summary>The inputs of some samples, kept in memory, so that a stream can be gone through several times.</summary>
internal sealed class KeptSamples : IDataset
{
    private readonly List<(float[] Features, int[] Tokens)> samples = [];

    private KeptSamples(SampleShape shape) => Shape = shape;

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count => samples.Count;

    /// <summary>Reads at most <paramref name="max"/> samples: evenly spread over a data set, the first ones of a stream.</summary>
    public static KeptSamples Of(IDataSource data, int max)
    {
        ArgumentNullException.ThrowIfNull(data);
        var kept = new KeptSamples(data.Shape);
        using var cursor = data is IDataset set ? new DatasetCursor(set, Spread(set.Count, max)) : data.Open(0, 0);
        var batch = new Batch(data.Shape, Math.Min(max, NetworkEvaluator.BlockRows));
        while (kept.Count < max && cursor.MoveNext(batch))
        {
            for (var row = 0; row < batch.Rows && kept.Count < max; row++) kept.samples.Add((batch.FeaturesOf(row).ToArray(), batch.TokensOf(row).ToArray()));
        }

        return kept;
    }

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        var (features, tokens) = samples[index];
        features.CopyTo(batch.FeaturesOf(batch.AddRow(index, -1, tokens)));
    }

    private static int[] Spread(int count, int max) =>
        [.. Enumerable.Range(0, Math.Min(count, max)).Select(i => count <= max ? i : (int)((long)i * count / max))];
}
