namespace CompressDsl.Core;

/// <summary>
/// Pruning of groups of consecutive weights of a row: N:M (Mishra et al. 2021, "Accelerating Sparse Deep Neural Networks"), or whole rows, each
/// with the same share of zeros.
/// </summary>
internal static class GroupPruning
{
    /// <summary>
    /// Clears the round(<paramref name="share"/> * <paramref name="size"/>) weights with the smallest scores of each group, so that a schedule
    /// comes from M:M to N:M. Of a shorter group at the end of a row as many stay, as far as it has them. Among equals the first go.
    /// </summary>
    /// <param name="target">The weight.</param>
    /// <param name="mask">Its mask; cleared where weights go.</param>
    /// <param name="size">Weights of a group.</param>
    /// <param name="share">Share of zeros wanted now, in [0, 1].</param>
    public static void Prune(PruneTarget target, byte[] mask, int size, double share)
    {
        if (size == 0) throw new ArgumentException($"'{target.Weight.Key}' is pruned in groups and does not say N and M.");
        var (columns, scores) = (target.Weight.Columns, PruneScores.OfWeights(target));
        var gone = (int)Math.Round(share * size);
        for (var row = 0; row < scores.Length; row += columns)
        {
            for (var first = 0; first < columns; first += size)
            {
                var length = Math.Min(size, columns - first);
                Clear(scores, mask, (row + first, length), gone - (size - length));
            }
        }
    }

    private static void Clear(float[] scores, byte[] mask, (int Start, int Size) group, int count)
    {
        var smallest = Enumerable.Range(group.Start, group.Size).OrderBy(i => scores[i]).Take(count);
        foreach (var place in smallest) mask[place] = 0;
    }
}
