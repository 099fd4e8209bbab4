using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Checkpoints.</content>
public sealed unsafe partial class NetworkParameters
{
    private Checkpoint? read;

    /// <summary>
    /// All that the build needs: dense weights, and beside them masks, scales and activation ranges, and the recipe they were made for.
    /// </summary>
    public Checkpoint ToCheckpoint()
    {
        var tensors = new List<CheckpointTensor>();
        for (var i = 0; i < plan.Parameters.Count; i++)
        {
            var weight = plan.Recipe.Weights[i];
            tensors.Add(CheckpointTensor.Of(weight.Key, weight.Shape, Stored(weight, SpanOf(i).ToArray())));
            if (masks[i] is { } mask) tensors.Add(CheckpointTensor.Of(weight.Key + ".mask", weight.Shape, Stored(weight, mask)));
            if (IsQuantizing && weight.IsQuantized) tensors.AddRange(Grid(i, weight));
        }

        for (var p = 0; p < Ranges.Length; p++)
        {
            if (plan.IsStatic(p) && !Ranges[p].IsEmpty)
                tensors.Add(RangeTensor(p));
        }

        return new Checkpoint(tensors).TrainedFor(plan.Recipe);
    }

    /// <summary>Other dense parameters of this network, laid out as <see cref="Dense"/>, without masks and ranges.</summary>
    internal Checkpoint CheckpointOf(float[] dense) => new(Enumerable.Range(0, plan.Parameters.Count).Select(i =>
    {
        var weight = plan.Recipe.Weights[i];
        return CheckpointTensor.Of(weight.Key, weight.Shape, Stored(weight, dense.AsSpan(plan.Parameters[i].Offset, plan.LengthOf(i)).ToArray()));
    }));

    /// <summary>The checkpoint that was read, with the ranges as they are now.</summary>
    internal Checkpoint WithRanges()
    {
        var tensors = Enumerable.Range(0, Ranges.Length).Where(p => plan.IsStatic(p) && !Ranges[p].IsEmpty).Select(RangeTensor);
        return (read ?? ToCheckpoint()).With([.. tensors]);
    }

    /// <summary>A checkpoint with the masks as they are now. Scales and codebooks stay where they were made for the same weight without a mask.</summary>
    internal Checkpoint WithMasks(Checkpoint checkpoint)
    {
        var made = checkpoint.RecipeText is { } text ? Recipe.Parse(text).Weights.ToHashSet() : [];
        var open = plan.Recipe.Weights.Where((w, i) => masks[i] is not null || !made.Contains(w)).Select(w => w.Key).ToHashSet();
        var left = checkpoint.Tensors.Where(t => !open.Any(key => t.Name == key + ".mask" || t.Name == key + ".scale" || t.Name == key + ".codebook"));
        var added = plan.Recipe.Weights.Select((w, i) => (Weight: w, Mask: masks[i])).Where(m => m.Mask is not null)
            .Select(m => CheckpointTensor.Of(m.Weight.Key + ".mask", m.Weight.Shape, Stored(m.Weight, m.Mask!)));
        return new Checkpoint(left.Concat(added), checkpoint.Metadata).TrainedFor(plan.Recipe);
    }

    /// <summary>Makes the masks that the recipe asks for, unless there are some.</summary>
    internal void PruneWhereMissing()
    {
        if (masks.All(m => m is null)) Prune(1);
    }

    private CheckpointTensor RangeTensor(int point) =>
        CheckpointTensor.Of(plan.Points[point] + ".range", new EquatableArray<int>(2), [Ranges[point].Min, Ranges[point].Max]);

    /// <summary>Takes weights, masks and ranges of a checkpoint; masks and ranges may be absent.</summary>
    /// <param name="checkpoint">Of this network, from training or from elsewhere.</param>
    /// <exception cref="CheckpointException">A tensor is missing, unknown, or of another shape or type; the text says which.</exception>
    public void Read(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointValidator.Validate(plan.Recipe, checkpoint);
        read = checkpoint;
        var stored = new StoredDecisions(checkpoint);
        for (var i = 0; i < plan.Parameters.Count; i++)
        {
            var weight = plan.Recipe.Weights[i];
            Arranged(weight, checkpoint[weight.Key].ToFloats()).CopyTo(SpanOf(i));
            masks[i] = checkpoint.Find(weight.Key + ".mask") is { } mask ? Arranged(weight, mask.Bytes.ToArray()) : null;
            if (grids[i] is { CanLearn: true } grid) grid.Given = LearnedScales(i, grid.Grid, stored);
        }

        for (var p = 0; p < Ranges.Length; p++)
        {
            var range = checkpoint.Find(plan.Points[p] + ".range")?.ToFloats();
            Ranges[p] = range is { Length: 2 } ? new ValueRange(range[0], range[1]) : ValueRange.Empty;
        }
    }

    /// <summary>Scales that the checkpoint has and that are not those of its weights; null where there are none.</summary>
    private float[]? LearnedScales(int parameter, WeightGrid grid, StoredDecisions stored)
    {
        var weight = plan.Recipe.Weights[parameter];
        var fold = weight.FoldedNorm is { } norm ? BatchNormFold.Of(read!, norm, weight.FoldedEpsilon, weight.Rows) : null;
        return stored.ScalesOf(weight, grid.Channels, fold) is { } scales && !scales.AsSpan().SequenceEqual(grid.Scales(Masked(parameter))) ? scales : null;
    }

    private static T[] Stored<T>(WeightRecipe weight, T[] values) => weight.Order?.Restore(values) ?? values;

    private static T[] Arranged<T>(WeightRecipe weight, T[] values) => weight.Order?.Arrange(values) ?? values;

    private IEnumerable<CheckpointTensor> Grid(int parameter, WeightRecipe weight)
    {
        var (grid, values) = (WeightGrid.Of(weight), Masked(parameter));
        var scales = grids[parameter]!.Given ?? grid.Scales(values);
        yield return CheckpointTensor.Of(weight.Key + ".scale", new EquatableArray<int>(scales.Length), scales);
        if (!weight.HasCodebook) yield break;
        var levels = Codebook.Of(Codebook.Count((grid with { Details = grid.Details with { HasCodebook = false }, Bits = 8 }).Quantize(values, scales)), weight.Bits);
        yield return CheckpointTensor.Of(weight.Key + ".codebook", new EquatableArray<int>(levels.Length), [.. levels.Select(l => (float)l)]);
    }
}
