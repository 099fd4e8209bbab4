namespace CompressDsl.Core;

/// <summary>
/// Chooses the channels that are removed: those with the smallest scores, by default the sum of absolute weights (Li et al. 2017, "Pruning
/// Filters for Efficient ConvNets"). Channels that layers share, because the layers are added up or work channel by channel, are judged by all of their weights
/// together, every layer's relative to its mean, so that no layer outweighs the others by its scale (Fang et al. 2023, "DepGraph").
/// </summary>
/// <remarks>Judged are the weights as they stand in the checkpoint, before a batch norm is folded in: what training masks is what the build removes.</remarks>
public static class ChannelPruning
{
    /// <summary>Channels that stay of <paramref name="channels"/> when a share is removed: at least one.</summary>
    public static int Kept(int channels, double sparsity) => Math.Max(1, channels - (int)Math.Round(sparsity * channels));

    /// <summary>
    /// The masks of all weights that lose channels along their rows: 1 = kept, 0 = removed. Among equals the first channels go. Groups lose the
    /// same share each, or, where their channels compete, what falls to them.
    /// </summary>
    /// <param name="targets">Weights and vectors; those without such channels are left out.</param>
    /// <param name="share">From a final share of zeros to how much of it is wanted now, 0 to 1; all when null.</param>
    public static IReadOnlyDictionary<string, byte[]> Masks(IEnumerable<PruneTarget> targets, Func<double, double>? share = null)
    {
        var result = new Dictionary<string, byte[]>();
        var groups = targets.Where(t => t.Weight is { RowChannels: not null, Kind: not WeightKind.Statistic }).GroupBy(t => t.Weight.RowChannels!.Group)
            .Select(g => g.ToArray()).ToArray();
        foreach (var group in groups.Where(g => !g[0].Weight.RowChannels!.Competes))
        {
            var axis = group[0].Weight.RowChannels!;
            var all = axis.Channels - axis.Kept;
            var removed = share is null ? all : (int)Math.Round(share((double)all / axis.Channels) * all);
            var scores = Scores(group, axis.Channels);
            Remove(group, new HashSet<int>(Enumerable.Range(0, axis.Channels).OrderBy(c => scores[c]).Take(removed)), result);
        }

        foreach (var (group, gone) in ChannelCompetition.Run(groups.Where(g => g[0].Weight.RowChannels!.Competes), share)) Remove(group, gone, result);
        return result;
    }

    /// <summary>The channels that a mask keeps, in order.</summary>
    /// <exception cref="CheckpointException">They are not as many as the network was compiled for.</exception>
    internal static int[] Channels(WeightRecipe weight, byte[] mask)
    {
        var axis = weight.RowChannels!;
        var kept = Staying(axis, mask);
        return kept.Length == axis.Kept
            ? kept
            : throw new CheckpointException(
                CheckpointProblem.Shape,
                $"The mask of '{weight.Key}' keeps {InvariantText.Of(kept.Length)} of {InvariantText.Of(axis.Channels)} channels, and the network was compiled for {InvariantText.Of(axis.Kept)}.{(axis.Competes ? $" With Scope = PruneScope.{weight.Scope} the weights say how many stay: build again with this checkpoint." : "")}",
                weight.Key);
    }

    /// <summary>The channels that a mask keeps, however many.</summary>
    internal static int[] Staying(ChannelAxis axis, byte[] mask)
    {
        var columns = mask.Length / axis.Channels;
        return Enumerable.Range(0, axis.Channels).Where(c => Enumerable.Range(c * columns, columns).Any(i => mask[i] != 0)).ToArray();
    }

    /// <summary>The elements of a matrix of <paramref name="columns"/> columns that belong to the kept channels of both axes; null for all.</summary>
    internal static T[] Gather<T>(T[] values, int columns, (int[]? Channels, int Count) rows, (int[]? Channels, int Count) across)
    {
        var down = Places(values.Length / columns, rows.Channels, rows.Count);
        var along = Places(columns, across.Channels, across.Count);
        var result = new T[down.Length * along.Length];
        var at = 0;
        foreach (var row in down)
        {
            foreach (var column in along) result[at++] = values[(row * columns) + column];
        }

        return result;
    }

    private static int[] Places(int length, int[]? kept, int channels) => kept is null
        ? Enumerable.Range(0, length).ToArray()
        : Enumerable.Range(0, length / channels).SelectMany(outer => kept.Select(c => (outer * channels) + c)).ToArray();

    private static double[] Scores(IEnumerable<PruneTarget> group, int channels)
    {
        var scores = new double[channels];
        foreach (var target in group.Where(t => t.Weight.Kind == WeightKind.Matrix))
        {
            var own = PruneScores.OfChannels(target, channels);
            for (var c = 0; c < channels; c++) scores[c] += own[c];
        }

        return scores;
    }

    private static void Remove(IEnumerable<PruneTarget> group, HashSet<int> gone, Dictionary<string, byte[]> masks)
    {
        foreach (var target in group) masks[target.Weight.Key] = Mask(target, target.Weight.RowChannels!.Channels, gone);
    }

    private static byte[] Mask(PruneTarget target, int channels, HashSet<int> gone)
    {
        var mask = new byte[target.Values.Length];
        var columns = mask.Length / channels;
        for (var i = 0; i < mask.Length; i++) mask[i] = gone.Contains(i / columns) ? (byte)0 : (byte)1;
        return mask;
    }
}
