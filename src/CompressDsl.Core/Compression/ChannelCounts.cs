namespace CompressDsl.Core;

/// <summary>How many channels stay where the channels of all layers compete: what the weights of a checkpoint say.</summary>
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
}
