namespace CompressDsl.Core;

/// <summary>
/// Pruning: the weights (or blocks, rows) with the smallest scores become zero. Scores are magnitudes where the recipe says nothing else.
/// </summary>
/// <example><code>
/// byte[] mask = WeightPruning.Mask(new PruneTarget(recipe, weights), 0.5);   // 1 = kept, 0 = pruned
/// WeightPruning.Apply(weights, mask);
/// </code></example>
public static class WeightPruning
{
    /// <summary>The mask of one tensor: 1 where the weight stays, 0 where it becomes zero.</summary>
    /// <param name="target">The tensor.</param>
    /// <param name="sparsity">Share of zeros, in [0, 1].</param>
    public static byte[] Mask(PruneTarget target, double sparsity) => Masks([target], sparsity)[0];

    /// <summary>
    /// The masks of tensors that are pruned together: round(sparsity * count) weights become zero over all of them; with blocks or rows as
    /// near to that number as whole ones come, with N:M the share of every group, with <see cref="PruneCriterion.Wanda"/> that of every row.
    /// Where a floor is asked for, so much of each tensor stays. Among equals the first ones go.
    /// </summary>
    /// <param name="pool">Tensors of one pattern, criterion and floor.</param>
    /// <param name="sparsity">Share of zeros, in [0, 1].</param>
    public static IReadOnlyList<byte[]> Masks(IReadOnlyList<PruneTarget> pool, double sparsity)
    {
        if (!(sparsity >= 0 && sparsity <= 1)) throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "A share of zeros is between 0 and 1.");
        var masks = pool.Select(t => Ones(t.Values.Length)).ToArray();
        if (pool.Count == 0) return masks;
        if (pool[0].Weight.Pattern == PrunePattern.NM)
        {
            for (var t = 0; t < pool.Count; t++) GroupPruning.Prune(pool[t], masks[t], pool[t].Weight.Details.M, sparsity);
        }
        else if (IsByRow(pool[0]))
        {
            for (var t = 0; t < pool.Count; t++) GroupPruning.Prune(pool[t], masks[t], pool[t].Weight.Columns, sparsity);
        }
        else
        {
            Compete(pool, masks, (long)Math.Round(sparsity * pool.Sum(t => (long)t.Values.Length)));
        }

        return masks;
    }

    /// <summary>
    /// The masks of a whole model. Weights of scope <see cref="PruneScope.Layer"/> are pruned alone; those of the other scopes together with
    /// all others of the same share, pattern and criterion.
    /// </summary>
    /// <param name="targets">The weights to prune; others may be among them.</param>
    /// <param name="sparsity">The share for a weight at this moment of training; its recipe's when null.</param>
    /// <returns>A mask per pruned key; keys without one stay dense.</returns>
    public static IReadOnlyDictionary<string, byte[]> ModelMasks(IEnumerable<PruneTarget> targets, Func<WeightRecipe, double>? sparsity = null)
    {
        var result = new Dictionary<string, byte[]>();
        var pruned = targets.Where(t => t.Weight is { Sparsity: > 0, RowChannels: null, Kind: WeightKind.Matrix or WeightKind.Table });
        foreach (var pool in pruned.GroupBy(PoolOf))
        {
            var members = pool.ToArray();
            var share = sparsity?.Invoke(members[0].Weight) ?? members[0].Weight.Sparsity;
            var masks = LayerShares.Of(members, share) is { } shares ? members.Select((m, i) => Mask(m, shares[i])).ToArray() : Masks(members, share);
            for (var i = 0; i < members.Length; i++) result[members[i].Weight.Key] = masks[i];
        }

        return result;
    }

    /// <summary>Sets the masked weights to zero.</summary>
    public static void Apply(float[] weights, byte[] mask)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            if (mask[i] == 0) weights[i] = 0;
        }
    }

    /// <summary>Norms of inputs of different layers have nothing in common, those of one output's weights have.</summary>
    private static bool IsByRow(PruneTarget target) => target is { Criterion: PruneCriterion.Wanda, Weight.Pattern: PrunePattern.Unstructured };

    private static (PrunePattern Pattern, double Sparsity, PruneDetails Details, PruneScope Scope, string Layer) PoolOf(PruneTarget target)
    {
        var weight = target.Weight;
        var isAlone = weight.Scope == PruneScope.Layer || (weight.Scope == PruneScope.Global && target.Criterion == PruneCriterion.Wanda);
        return (weight.Pattern, weight.Sparsity, weight.Details, weight.Scope, isAlone ? weight.Key : "");
    }

    /// <summary>Prunes together; a layer that would fall below its floor is pruned to it alone, and the others bear the rest.</summary>
    private static void Compete(IReadOnlyList<PruneTarget> pool, byte[][] masks, long goal)
    {
        var open = Enumerable.Range(0, pool.Count).ToList();
        while (goal > 0 && open.Count > 0)
        {
            Clear(open.Select(t => pool[t]).ToArray(), open.Select(t => masks[t]).ToArray(), goal, limit: false);
            var below = open.Where(t => masks[t].LongCount(m => m == 0) > MostZeros(pool[t])).ToList();
            if (below.Count == 0) return;
            foreach (var t in open) Fill(masks[t]);
            foreach (var t in below)
            {
                Clear([pool[t]], [masks[t]], MostZeros(pool[t]), limit: true);
                goal -= masks[t].LongCount(m => m == 0);
            }

            open = open.Except(below).ToList();
        }
    }

    private static long MostZeros(PruneTarget target) => (long)Math.Floor((1 - target.Weight.Details.Floor) * target.Values.Length);

    private static void Clear(PruneTarget[] pool, byte[][] masks, long goal, bool limit)
    {
        if (goal <= 0) return;
        if (pool[0].Weight.Pattern is PrunePattern.Block16x4 or PrunePattern.Block8x4 or PrunePattern.Rows) BlockPruning.Prune(pool, masks, goal, limit);
        else ClearSmallest(pool, masks, goal);
    }

    private static void ClearSmallest(PruneTarget[] pool, byte[][] masks, long goal)
    {
        var scores = pool.Select(t => RankSelection.Ordered(PruneScores.OfWeights(t))).ToArray();
        var threshold = RankSelection.Find(scores, goal - 1);
        var ties = goal - scores.Sum(m => m.LongCount(v => v < threshold));
        for (var t = 0; t < masks.Length; t++)
        {
            var (values, mask) = (scores[t], masks[t]);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < threshold || (values[i] == threshold && ties-- > 0)) mask[i] = 0;
            }
        }
    }

    private static byte[] Ones(int count)
    {
        var mask = new byte[count];
        Fill(mask);
        return mask;
    }

    private static void Fill(byte[] mask)
    {
        for (var i = 0; i < mask.Length; i++) mask[i] = 1;
    }
}
