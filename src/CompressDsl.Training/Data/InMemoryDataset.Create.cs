namespace CompressDsl.Training;

/// <content>Ways to make one.</content>
public sealed partial class InMemoryDataset
{
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
        CheckTokens(tokens, maxTokens);
        return new(new SampleShape(MaxTokens: maxTokens, Classes: classes), [], tokens, labels);
    }

    /// <summary>Token ids with target vectors.</summary>
    /// <param name="tokens">The ids of each sample; not copied.</param>
    /// <param name="targets"><c>[samples, targetCount]</c>, row by row; not copied.</param>
    /// <param name="targetCount">Floats per target.</param>
    /// <param name="maxTokens">Largest number of ids that a sample may have.</param>
    /// <exception cref="ArgumentException">The lengths do not fit or a sample is too long.</exception>
    public static InMemoryDataset FromTokens(int[][] tokens, float[] targets, int targetCount, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetCount, 1);
        CheckTokens(tokens, maxTokens);
        if (targets.Length != tokens.Length * targetCount) throw new ArgumentException($"{tokens.Length} samples need {tokens.Length * targetCount} targets, but there are {targets.Length}.");
        return new(new SampleShape(MaxTokens: maxTokens, Targets: targetCount), [], tokens, null, targets);
    }

    /// <summary>Floats without answers: for distillation from a teacher alone and for calibration.</summary>
    /// <param name="features"><c>[samples, featureCount]</c>, row by row; not copied.</param>
    /// <param name="featureCount">Floats per sample.</param>
    /// <exception cref="ArgumentException">The floats are not whole samples.</exception>
    public static InMemoryDataset Unlabelled(float[] features, int featureCount)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(featureCount, 1);
        if (features.Length % featureCount != 0) throw new ArgumentException($"{features.Length} floats do not divide into samples of {featureCount}.");
        return new(new SampleShape(featureCount), features, null, null);
    }

    /// <summary>Token ids without answers: for distillation from a teacher alone and for calibration.</summary>
    /// <param name="tokens">The ids of each sample; not copied.</param>
    /// <param name="maxTokens">Largest number of ids that a sample may have.</param>
    /// <exception cref="ArgumentException">A sample is too long.</exception>
    public static InMemoryDataset Unlabelled(int[][] tokens, int maxTokens)
    {
        CheckTokens(tokens, maxTokens);
        return new(new SampleShape(MaxTokens: maxTokens), [], tokens, null);
    }

    internal static void CheckLabels(int[] labels, int classes, int places = 1, int least = 0)
    {
        ArgumentNullException.ThrowIfNull(labels);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < least || labels[i] >= classes)
                throw new ArgumentException($"Sample {i / places} has label {labels[i]}; labels are {least} to {classes - 1}.");
        }
    }

    private static void CheckTokens(int[][] tokens, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Length > maxTokens) throw new ArgumentException($"Sample {i} has {tokens[i].Length} token ids; the maximum is {maxTokens}.");
        }
    }
}
