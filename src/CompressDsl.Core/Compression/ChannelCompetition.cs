namespace CompressDsl.Core;

/// <summary>
/// Channels of all layers compared with each other. A channel's score is relative to the mean of its layer, so that no layer loses all for its
/// scale, and of layers that share it the mean (Fang et al. 2023, "DepGraph"); with <see cref="PruneCriterion.Taylor"/> it is the change of the
/// loss, which means the same in every layer, added up over what goes with the channel (Molchanov et al. 2019). The scopes
/// <see cref="PruneScope.ErdosRenyi"/> and <see cref="PruneScope.Sensitivity"/> say how many go of each layer, and the scores which ones.
/// </summary>
internal static class ChannelCompetition
{
    /// <summary>The channels that go.</summary>
    /// <param name="groups">Weights and vectors, by the channels that they share.</param>
    /// <param name="share">From a final share of zeros to how much of it is wanted now, 0 to 1; all when null.</param>
    public static IEnumerable<(PruneTarget[] Group, HashSet<int> Gone)> Run(IEnumerable<PruneTarget[]> groups, Func<double, double>? share)
    {
        foreach (var pool in groups.GroupBy(g => (Share: ShareOf(g), Matrices(g).First().Weight.Scope)))
        {
            var members = pool.ToArray();
            var removed = (int)Math.Round(pool.Key.Share * (share?.Invoke(pool.Key.Share) ?? 1) * members.Sum(ChannelsOf));
            var gone = pool.Key.Scope is var scope and not PruneScope.Global
                ? Counted(members, ChannelShares.Of(scope, members.Select(g => Matrices(g).ToArray()).ToArray()), removed)
                : Weakest(members, removed);
            for (var i = 0; i < members.Length; i++) yield return (members[i], gone[i]);
        }
    }

    /// <summary>The channels with the smallest scores, down to the floor of each group: at least one stays.</summary>
    private static HashSet<int>[] Weakest(PruneTarget[][] groups, int removed)
    {
        var scores = groups.Select(ScoresOf).ToArray();
        var gone = groups.Select(_ => new HashSet<int>()).ToArray();
        var most = groups.Select(MostOf).ToArray();
        var all = scores.SelectMany((s, group) => s.Select((score, channel) => (Score: score, Group: group, Channel: channel)));
        foreach (var (_, group, channel) in all.OrderBy(c => c.Score))
        {
            if (removed == 0) break;
            if (gone[group].Count < most[group] && gone[group].Add(channel)) removed--;
        }

        return gone;
    }

    /// <summary>Of every group as many channels as fall to it, those with the smallest scores.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="order">The groups that lose a channel, one after the other.</param>
    /// <param name="removed">Channels that go in all.</param>
    private static HashSet<int>[] Counted(PruneTarget[][] groups, IEnumerable<int> order, int removed)
    {
        var (counts, most) = (new int[groups.Length], groups.Select(MostOf).ToArray());
        foreach (var group in order)
        {
            if (removed == 0) break;
            if (counts[group] == most[group]) continue;
            counts[group]++;
            removed--;
        }

        return groups.Select((g, n) => new HashSet<int>(ScoresOf(g).Select((score, channel) => (Score: score, Channel: channel)).OrderBy(c => c.Score).Take(counts[n]).Select(c => c.Channel)))
            .ToArray();
    }

    private static int MostOf(PruneTarget[] group) => ChannelsOf(group) - Math.Max(1, (int)Math.Ceiling(FloorOf(group) * ChannelsOf(group)));

    private static double[] ScoresOf(PruneTarget[] group)
    {
        var scores = new double[ChannelsOf(group)];
        var matrices = Matrices(group).ToArray();
        foreach (var target in matrices)
        {
            var isComparable = target.Criterion == PruneCriterion.Taylor;
            var own = PruneScores.OfChannels(target, scores.Length, isRelative: !isComparable);
            for (var c = 0; c < scores.Length; c++) scores[c] += isComparable ? own[c] : own[c] / matrices.Length;
        }

        return scores;
    }

    private static IEnumerable<PruneTarget> Matrices(PruneTarget[] group) => group.Where(t => t.Weight.Kind == WeightKind.Matrix);

    private static double ShareOf(PruneTarget[] group) => Matrices(group).Min(t => t.Weight.Sparsity);

    private static double FloorOf(PruneTarget[] group) => Matrices(group).Max(t => t.Weight.Details.Floor);

    private static int ChannelsOf(PruneTarget[] group) => group[0].Weight.RowChannels!.Channels;
}
