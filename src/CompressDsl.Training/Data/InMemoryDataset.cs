namespace CompressDsl.Training;

/// <summary>Samples in arrays.</summary>
/// <example><code>
/// var data = InMemoryDataset.FromLabels(pixels, labels, classes: 10);       // float[n * 784], int[n]
/// var rows = InMemoryDataset.FromTargets(inputs, 10, outputs, 1);           // regression
/// var texts = InMemoryDataset.FromTokens(ids, labels, classes: 16, maxTokens: 256);
/// </code></example>
public sealed partial class InMemoryDataset : IDataset
{
    private readonly float[] features;
    private readonly int[][]? tokens;
    private readonly int[]? labels;
    private readonly float[] targets;

    private InMemoryDataset(SampleShape shape, float[] features, int[][]? tokens, int[]? labels, float[]? targets = null)
    {
        (Shape, this.features, this.tokens, this.labels, this.targets) = (shape, features, tokens, labels, targets ?? []);
        Count = tokens?.Length ?? labels?.Length ?? features.Length / shape.Features;
    }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The labels by sample; empty where there are none.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var row = batch.AddRow(index, labels?[index] ?? -1, tokens is null ? default : tokens[index]);
        features.AsSpan(index * Shape.Features, Shape.Features).CopyTo(batch.FeaturesOf(row));
        targets.AsSpan(index * Shape.Targets, Shape.Targets).CopyTo(batch.TargetsOf(row));
    }
}
