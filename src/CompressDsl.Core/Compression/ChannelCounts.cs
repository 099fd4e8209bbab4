namespace CompressDsl.Core;

/// <summary>How many channels stay where the channels of all layers compete: what the weights of a checkpoint say, or the shapes of layers.</summary>
internal static class ChannelCounts
{
    /// <summary>Channels that stay, by group.</summary>
    /// <param name="recipe">What is asked; the numbers of channels in it are not read.</param>
    /// <param name="checkpoint">With masks that training made, or without.</param>
    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    public static IReadOnlyDictionary<string, int> Of(Recipe recipe, Checkpoint checkpoint)
    {
        var counts = new Dictionary<string, int>();
        var masks = CompressionContext.MasksOf(recipe, checkpoint);
        foreach (var weight in recipe.Weights.Where(w => w.RowChannels is { Competes: true } && masks.ContainsKey(w.Key)))
            counts[weight.RowChannels!.Group] = ChannelPruning.Staying(weight.RowChannels, masks[weight.Key]).Length;
        return counts;
    }

    /// <summary>Channels that stay, by group, where the shapes of layers say it (<see cref="PruneScope.ErdosRenyi"/>).</summary>
    /// <param name="recipe">What is asked; the numbers of channels in it are not read.</param>
    public static IReadOnlyDictionary<string, int> OfShapes(Recipe recipe)
    {
        var counts = new Dictionary<string, int>();
        var competing = recipe.Weights.Where(w => w is { RowChannels.Competes: true, Kind: not WeightKind.Statistic }).ToArray();
        var groups = competing.Where(w => w is { Kind: WeightKind.Matrix, Scope: PruneScope.ErdosRenyi }).Select(w => w.RowChannels!.Group).Distinct().ToArray();
        var targets = competing.Where(w => groups.Contains(w.RowChannels!.Group)).Select(w => new PruneTarget(w, new float[w.Count])).ToArray();
        var masks = ChannelPruning.Masks(targets);
        foreach (var target in targets) counts[target.Weight.RowChannels!.Group] = ChannelPruning.Staying(target.Weight.RowChannels, masks[target.Weight.Key]).Length;
        return counts;
    }
}
