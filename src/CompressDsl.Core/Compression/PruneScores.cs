namespace CompressDsl.Core;

/// <summary>The scores that weights compete by, and those of the blocks, rows and channels that are made of them. The smallest go first.</summary>
internal static class PruneScores
{
    /// <summary>A score per weight.</summary>
    public static float[] OfWeights(PruneTarget target)
    {
        var scores = Competing(target);
        for (var i = 0; target.Mask is { } mask && i < mask.Length; i++)
        {
            if (mask[i] == 0) scores[i] = float.NegativeInfinity;
        }

        return scores;
    }

    /// <summary>A score per block: the sum of its weights'. Of rows, which differ in length from layer to layer, the mean.</summary>
    public static double[] OfBlocks(PruneTarget target, BlockGeometry geometry)
    {
        var scores = target.Criterion == PruneCriterion.Random ? OfChance(target.Weight.Key, geometry.Count) : Sums(target, geometry);
        for (var row = 0; target.Weight.Pattern == PrunePattern.Rows && row < scores.Length; row++) scores[row] /= geometry.Size(row);
        return MaskedFirst(target, geometry, scores);
    }

    /// <summary>A score per channel of a matrix: the sum of its weights', relative to the mean of the matrix where that is asked for.</summary>
    public static double[] OfChannels(PruneTarget target, int channels, bool isRelative = true)
    {
        var columns = target.Values.Length / channels;
        var geometry = new BlockGeometry(channels, columns, 1, Math.Max(1, columns));
        if (target.Criterion == PruneCriterion.Random)
            return MaskedFirst(target, geometry, OfChance(target.Weight.RowChannels?.Group ?? target.Weight.Key, channels));
        var sums = Sums(target, geometry);
        if (!isRelative) return MaskedFirst(target, geometry, sums);
        var mean = sums.Average(Math.Abs);
        return MaskedFirst(target, geometry, mean == 0 ? new double[channels] : sums.Select(s => s / mean).ToArray());
    }

    private static float[] Competing(PruneTarget target)
    {
        var scores = new float[target.Values.Length];
        switch (target.Criterion)
        {
            case PruneCriterion.Random:
                var key = StableHash.Of(target.Weight.Key);
                for (var i = 0; i < scores.Length; i++) scores[i] = Chance(key, i);
                break;
            // Adding zero makes -0 a 0: they are equal, but not in their bits.
            case PruneCriterion.Taylor or PruneCriterion.Movement:
                for (var i = 0; i < scores.Length; i++) scores[i] = target.Statistics![i] + 0f;
                break;
            case PruneCriterion.Wanda:
                for (var i = 0; i < scores.Length; i++) scores[i] = Math.Abs(target.Values[i]) * target.Statistics![i];
                break;
            default:
                for (var i = 0; i < scores.Length; i++) scores[i] = Math.Abs(target.Values[i]);
                break;
        }

        return scores;
    }

    private static double[] Sums(PruneTarget target, BlockGeometry geometry)
    {
        var scores = Competing(target);
        if (target.Mask is { } mask) WeightPruning.Apply(scores, mask);
        return target.Criterion == PruneCriterion.L2 ? geometry.Sums(scores, static s => (double)s * s) : geometry.Sums(scores, static s => s);
    }

    private static double[] MaskedFirst(PruneTarget target, BlockGeometry geometry, double[] scores)
    {
        if (target.Mask is not { } mask) return scores;
        var kept = geometry.Sums(mask.Select(m => (float)m).ToArray(), static m => m);
        return scores.Select((score, block) => kept[block] == 0 ? double.NegativeInfinity : score).ToArray();
    }

    private static double[] OfChance(string key, int count)
    {
        var hash = StableHash.Of(key);
        return Enumerable.Range(0, count).Select(i => (double)Chance(hash, i)).ToArray();
    }

    /// <summary>A number in [0, 1) by a mixed counter (SplitMix64).</summary>
    private static float Chance(ulong key, int place)
    {
        unchecked
        {
            var mixed = key + ((ulong)place * 0x9E3779B97F4A7C15);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 40) / (float)(1 << 24);
        }
    }
}
