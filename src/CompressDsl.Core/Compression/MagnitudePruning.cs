namespace CompressDsl.Core;

/// <summary>
/// Magnitude pruning: the weights (or blocks) with the smallest magnitude (or sum of magnitudes) become zero.
/// </summary>
/// <example><code>
/// byte[] mask = MagnitudePruning.Mask(new PruneTarget(recipe, weights), 0.5);   // 1 = kept, 0 = pruned
/// MagnitudePruning.Apply(weights, mask);
/// </code></example>
public static class MagnitudePruning
{
    /// <summary>The mask of one tensor: 1 where the weight stays, 0 where it becomes zero.</summary>
    /// <param name="target">The tensor.</param>
    /// <param name="sparsity">Share of zeros, in [0, 1].</param>
    public static byte[] Mask(PruneTarget target, double sparsity) => Masks([target], sparsity)[0];

    /// <summary>
    /// The masks of tensors that are pruned together: round(sparsity * count) weights become zero over all of them; with blocks or rows as
    /// near to that number as whole ones come, with N:M the share of every group. Among equals the first ones go.
    /// </summary>
    /// <param name="pool">Tensors of one pattern.</param>
    /// <param name="sparsity">Share of zeros, in [0, 1].</param>
    public static IReadOnlyList<byte[]> Masks(IReadOnlyList<PruneTarget> pool, double sparsity)
    {
        if (!(sparsity >= 0 && sparsity <= 1)) throw new ArgumentOutOfRangeException(nameof(sparsity), sparsity, "A share of zeros is between 0 and 1.");
        var masks = pool.Select(t => Ones(t.Values.Length)).ToArray();
        if (pool.Count == 0) return masks;
        var goal = (long)Math.Round(sparsity * pool.Sum(t => (long)t.Values.Length));
        if (goal == 0) return masks;
        switch (pool[0].Weight.Pattern)
        {
            case PrunePattern.Block16x4 or PrunePattern.Block8x4 or PrunePattern.Rows: BlockPruning.Prune(pool, masks, goal); break;
            case PrunePattern.NM: for (var t = 0; t < pool.Count; t++) GroupPruning.Prune(pool[t], masks[t], sparsity); break;
            default: PruneSmallest(pool, masks, goal); break;
        }

        return masks;
    }

    /// <summary>
    /// The masks of a whole model. Weights of scope <see cref="PruneScope.Layer"/> are pruned alone; those of
    /// <see cref="PruneScope.Global"/> together with all others of the same share and pattern.
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
            var masks = Masks(members, sparsity?.Invoke(members[0].Weight) ?? members[0].Weight.Sparsity);
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

    private static (PrunePattern Pattern, double Sparsity, PruneDetails Details, string Layer) PoolOf(PruneTarget target) =>
        (target.Weight.Pattern, target.Weight.Sparsity, target.Weight.Details, target.Weight.Scope == PruneScope.Layer ? target.Weight.Key : "");

    private static void PruneSmallest(IReadOnlyList<PruneTarget> pool, byte[][] masks, long goal)
    {
        var magnitudes = pool.Select(t => Magnitudes(t.Values)).ToArray();
        var threshold = RankSelection.Find(magnitudes, goal - 1);
        var ties = goal - magnitudes.Sum(m => m.LongCount(v => v < threshold));
        for (var t = 0; t < masks.Length; t++)
        {
            var (values, mask) = (magnitudes[t], masks[t]);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < threshold || (values[i] == threshold && ties-- > 0)) mask[i] = 0;
            }
        }
    }

    // The bits of non-negative floats are ordered as the floats are.
    private static int[] Magnitudes(float[] values)
    {
        var bits = LittleEndian.BitsOfFloats(values);
        for (var i = 0; i < bits.Length; i++) bits[i] &= int.MaxValue;
        return bits;
    }

    private static byte[] Ones(int count)
    {
        var mask = new byte[count];
        for (var i = 0; i < count; i++) mask[i] = 1;
        return mask;
    }
}
