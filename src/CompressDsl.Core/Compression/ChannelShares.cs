namespace CompressDsl.Core;

/// <summary>Distributes removed channels over layers by their shapes or sensitivities: which layer loses a channel, one after the other.</summary>
/// <remarks>A larger share adds to the list and changes nothing in it, so that channels that are removed stay removed while a share grows.</remarks>
internal static class ChannelShares
{
    /// <summary>The numbers of the groups that lose a channel, in order; each as often as it has channels.</summary>
    /// <param name="scope"><see cref="PruneScope.ErdosRenyi"/> or <see cref="PruneScope.Sensitivity"/>.</param>
    /// <param name="groups">The matrices of each group of channels that go together.</param>
    public static IEnumerable<int> Of(PruneScope scope, PruneTarget[][] groups) => scope == PruneScope.ErdosRenyi ? ByShape(groups) : ByCost(groups);

    /// <summary>
    /// Erdos-Renyi(-kernel): the share of channels that stays is proportional to the sum of a layer's dimensions over their product, for layers
    /// that share channels to that of their sums. Whole channels by the divisor method of Webster.
    /// </summary>
    private static IEnumerable<int> ByShape(PruneTarget[][] groups)
    {
        var densities = groups.Select(g => g.Sum(m => m.Weight.Shape.Sum()) / (double)g.Sum(m => (long)m.Weight.Count)).ToArray();
        return groups.SelectMany((matrices, group) => PlacesOf(ChannelsOf(matrices), densities[group]).Select(place => (Group: group, Place: place)))
            .OrderByDescending(p => p.Place).Select(p => p.Group);
    }

    /// <summary>The factors to its density below which a layer loses its first channel, its second one, ...</summary>
    private static IEnumerable<double> PlacesOf(int channels, double density) => Enumerable.Range(0, channels).Select(gone => (channels - gone - 0.5) / (channels * density));

    /// <summary>
    /// The channels that cost least go first: the squares of a channel's weights times the sensitivity of their layer, added up over the layers
    /// that share it; the squares alone where no sensitivity was measured.
    /// </summary>
    private static IEnumerable<int> ByCost(PruneTarget[][] groups)
    {
        var largest = groups.Max(g => g.Max(m => m.Sensitivity ?? 0));
        return groups.SelectMany((matrices, group) => CostsOf(matrices, largest).Select(cost => (Group: group, Cost: cost))).OrderBy(c => c.Cost).Select(c => c.Group);
    }

    private static double[] CostsOf(PruneTarget[] matrices, double largest)
    {
        var costs = new double[ChannelsOf(matrices)];
        foreach (var matrix in matrices)
        {
            var (factor, columns) = (largest > 0 ? (matrix.Sensitivity ?? 0) / largest : 1, matrix.Values.Length / costs.Length);
            for (var c = 0; c < costs.Length; c++)
            {
                var isGone = matrix.Mask is not null && columns > 0;
                for (var i = c * columns; i < (c + 1) * columns; i++)
                {
                    costs[c] += (double)matrix.Values[i] * matrix.Values[i] * factor;
                    isGone &= matrix.Mask is { } mask && mask[i] == 0;
                }

                if (isGone) costs[c] = double.NegativeInfinity;
            }
        }

        return costs;
    }

    private static int ChannelsOf(PruneTarget[] matrices) => matrices[0].Weight.RowChannels!.Channels;
}
