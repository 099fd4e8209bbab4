namespace CompressDsl.Training;

/// <summary>Samples in arrays.</summary>
/// <example><code>
/// var data = InMemoryDataset.FromLabels(pixels, labels, classes: 10);       // float[n * 784], int[n]
/// var rows = InMemoryDataset.FromTargets(inputs, 10, outputs, 1);           // regression
/// var texts = InMemoryDataset.FromTokens(ids, labels, classes: 16, maxTokens: 256);
/// </code></example>
public sealed class InMemoryDataset : IDataset
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

    /// <summary>Floats with classes.</summary>
    /// <param name="features"><c>[samples, features]</c>, row by row; not copied.</param>
    /// <param name="labels">One per sample.</param>
    /// <param name="classes">Labels are 0 to <paramref name="classes"/> - 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit or a label is out of range.</exception>
    public static InMemoryDataset FromLabels(float[] features, int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(features);
        CheckLabels(labels, classes);
        if (labels.Length == 0 || features.Length % labels.Length != 0)
        {
            throw new ArgumentException($"{features.Length} floats do not divide into {labels.Length} samples.", nameof(features));
        }

        return new(new SampleShape(features.Length / labels.Length, Classes: classes), features, null, labels);
    }

    /// <summary>Floats with target vectors.</summary>
    /// <param name="features"><c>[samples, featureCount]</c>, row by row; not copied.</param>
    /// <param name="featureCount">Floats per sample.</param>
    /// <param name="targets"><c>[samples, targetCount]</c>, row by row; not copied.</param>
    /// <param name="targetCount">Floats per target.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static InMemoryDataset FromTargets(float[] features, int featureCount, float[] targets, int targetCount)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        var count = features.Length / featureCount;
        if (features.Length != count * featureCount || targets.Length != count * targetCount)
        {
            throw new ArgumentException($"{features.Length} floats are not as many samples of {featureCount} as {targets.Length} floats are of {targetCount}.");
        }

        return new(new SampleShape(featureCount, Targets: targetCount), features, null, null, targets);
    }

    /// <summary>Token ids with classes.</summary>
    /// <param name="tokens">The ids of each sample; not copied.</param>
    /// <param name="labels">One per sample.</param>
    /// <param name="classes">Labels are 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="maxTokens">Largest number of ids that a sample may have.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a label is out of range or a sample is too long.</exception>
    public static InMemoryDataset FromTokens(int[][] tokens, int[] labels, int classes, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        CheckLabels(labels, classes);
        if (tokens.Length != labels.Length) throw new ArgumentException($"There are {tokens.Length} samples, but {labels.Length} labels.");
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Length > maxTokens) throw new ArgumentException($"Sample {i} has {tokens[i].Length} token ids; the maximum is {maxTokens}.");
        }

        return new(new SampleShape(MaxTokens: maxTokens, Classes: classes), [], tokens, labels);
    }

    /// <inheritdoc/>
    public void Append(int index, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var row = batch.AddRow(index, labels?[index] ?? -1, tokens is null ? default : tokens[index]);
        features.AsSpan(index * Shape.Features, Shape.Features).CopyTo(batch.FeaturesOf(row));
        targets.AsSpan(index * Shape.Targets, Shape.Targets).CopyTo(batch.TargetsOf(row));
    }

    private static void CheckLabels(int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes) throw new ArgumentException($"Sample {i} has label {labels[i]}; labels are 0 to {classes - 1}.");
        }
    }
}
