namespace CompressDsl.Core;

/// <summary>How many blocks of zeros the layers of a checkpoint really have: where all layers compete, some lose far more than others.</summary>
internal static class ZeroBlocks
{
    /// <summary>
    /// Share of the blocks of 16 x 4 that are zero, by weight, for quantised weights that are pruned in blocks. Weights whose channels are
    /// removed are not among them: their blocks are other ones afterwards.
    /// </summary>
    /// <param name="recipe">What is asked.</param>
    /// <param name="checkpoint">With masks that training made, or without.</param>
    /// <exception cref="CheckpointException">The checkpoint does not fit the recipe.</exception>
    public static IReadOnlyDictionary<string, double> Of(Recipe recipe, Checkpoint checkpoint)
    {
        var pruned = recipe.Weights.Where(IsCounted).ToArray();
        if (pruned.Length == 0) return new Dictionary<string, double>();
        var masks = CompressionContext.MasksOf(recipe, checkpoint);
        return pruned.Where(w => masks.ContainsKey(w.Key)).ToDictionary(w => w.Key, w => BlockGeometry.OfVectors(w).ZeroShare(masks[w.Key]));
    }

    private static bool IsCounted(WeightRecipe weight) => weight is
    {
        IsQuantized: true, RowChannels: null, ColumnChannels: null, Sparsity: > 0, Kind: WeightKind.Matrix or WeightKind.Table,
        Pattern: PrunePattern.Block16x4 or PrunePattern.Block8x4,
    };
}
