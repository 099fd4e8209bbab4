namespace CompressDsl.Core;

/// <summary>
/// Pruning of groups of consecutive weights of a row: N:M (Mishra et al. 2021, "Accelerating Sparse Deep Neural Networks"), or whole rows, each
/// with the same share of zeros.
/// </summary>
internal static class GroupPruning
{
    private const double Rounding = 1e-9;

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

    /// <summary>
    /// Shares of whole weights of a group, each next to the one that is given ("layer-wise N:M", Sun et al. 2021, "DominoSearch"). From the
    /// largest layer to the smallest each makes up for what those before were rounded by, so that as many weights go in all as that allows.
    /// </summary>
    /// <param name="layers">Layers that are pruned together.</param>
    /// <param name="shares">A share of zeros per layer.</param>
    /// <param name="floor">Least share of a layer that stays.</param>
    public static double[] Whole(IReadOnlyList<WeightRecipe> layers, IReadOnlyList<double> shares, double floor)
    {
        var (size, result, ahead) = (layers[0].Details.M, new double[shares.Count], 0.0);
        var most = (int)Math.Floor(((1 - floor) * size) + Rounding);
        foreach (var n in Enumerable.Range(0, shares.Count).OrderByDescending(n => layers[n].Count))
        {
            var (goal, less) = (shares[n] * layers[n].Count, Math.Min(most, (int)Math.Floor((shares[n] * size) + Rounding)));
            double Off(int gone) => ahead + Zeros(layers[n], gone) - goal;
            var gone = less < most && less < shares[n] * size && Math.Abs(Off(less + 1)) < Math.Abs(Off(less)) ? less + 1 : less;
            ahead = Off(gone);
            result[n] = gone / (double)size;
        }

        return result;
    }

    /// <summary>Zeros of a layer of which so many weights of a group go.</summary>
    private static long Zeros(WeightRecipe layer, int gone)
    {
        var (size, rest) = (layer.Details.M, layer.Columns % layer.Details.M);
        return (long)layer.Rows * ((layer.Columns / size * gone) + (rest == 0 ? 0 : Math.Max(0, gone - (size - rest))));
    }

    private static void Clear(float[] scores, byte[] mask, (int Start, int Size) group, int count)
    {
        var smallest = Enumerable.Range(group.Start, group.Size).OrderBy(i => scores[i]).Take(count);
        foreach (var place in smallest) mask[place] = 0;
    }
}
