namespace CompressDsl.Core;

/// <summary>N:M pruning: of every M consecutive weights of a row the N with the largest magnitude stay (Mishra et al. 2021, "Accelerating Sparse Deep Neural Networks").</summary>
internal static class GroupPruning
{
    /// <summary>
    /// Clears round(<paramref name="share"/> * M) weights of each group, so that a schedule comes from M:M to N:M. Of a shorter group at the
    /// end of a row as many stay, as far as it has them. Among equals the first go.
    /// </summary>
    /// <param name="target">The weight; its recipe says N and M.</param>
    /// <param name="mask">Its mask; cleared where weights go.</param>
    /// <param name="share">Share of zeros wanted now, in [0, 1].</param>
    public static void Prune(PruneTarget target, byte[] mask, double share)
    {
        var (columns, m) = (target.Weight.Columns, target.Weight.Details.M);
        if (m == 0) throw new ArgumentException($"'{target.Weight.Key}' is pruned in groups and does not say N and M.");
        var gone = (int)Math.Round(share * m);
        for (var row = 0; row < target.Values.Length; row += columns)
        {
            for (var first = 0; first < columns; first += m)
            {
                var size = Math.Min(m, columns - first);
                Clear(target.Values, mask, (row + first, size), gone - (m - size));
            }
        }
    }

    private static void Clear(float[] values, byte[] mask, (int Start, int Size) group, int count)
    {
        var smallest = Enumerable.Range(group.Start, group.Size).OrderBy(i => Math.Abs(values[i])).Take(count);
        foreach (var place in smallest) mask[place] = 0;
    }
}
