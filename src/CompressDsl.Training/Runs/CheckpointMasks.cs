using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Masks of a checkpoint.</summary>
public static class CheckpointMasks
{
    /// <summary>The checkpoint without masks, and without the scales that were made for masked weights: its dense weights count again.</summary>
    /// <param name="checkpoint">A pruned checkpoint.</param>
    public static Checkpoint Lift(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var masked = checkpoint.Tensors.Where(t => t.Name.EndsWith(".mask", StringComparison.Ordinal)).Select(t => t.Name[..^".mask".Length]).ToHashSet();
        var left = checkpoint.Tensors.Where(t => !masked.Any(m => t.Name == m + ".mask" || t.Name == m + ".scale" || t.Name == m + ".codebook"));
        // The recipe stood for the masks; without it a build treats the weights as they come.
        var metadata = checkpoint.Metadata.Where(m => m.Key != Checkpoint.RecipeKey).ToDictionary(m => m.Key, m => m.Value);
        return new Checkpoint(left, metadata);
    }
}
