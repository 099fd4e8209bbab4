namespace CompressDsl.Core;

/// <summary>Distributes a share of zeros over layers by their shapes or sensitivities.</summary>
internal static class LayerShares
{
    private const int Halvings = 100;

    /// <summary>A share of zeros for every layer; null where their weights compete instead.</summary>
    /// <param name="layers">Layers that are pruned together.</param>
    /// <param name="sparsity">Share of zeros over all of them.</param>
    public static double[]? Of(IReadOnlyList<PruneTarget> layers, double sparsity)
    {
        var (pattern, details) = (layers[0].Weight.Pattern, layers[0].Weight.Details);
        var inGroups = pattern == PrunePattern.NM;
        // At least one weight of a group stays.
        var floor = inGroups ? Math.Max(details.Floor, 1.0 / details.M) : details.Floor;
        var shares = layers[0].Weight.Scope switch
        {
            PruneScope.ErdosRenyi => ErdosRenyi(layers.Select(l => l.Weight).ToArray(), sparsity, floor),
            PruneScope.Sensitivity => Sensitivity(layers, sparsity, floor),
            _ => null,
        };
        return shares is null || !inGroups ? shares : GroupPruning.Whole(layers.Select(l => l.Weight).ToArray(), shares, floor);
    }

    /// <summary>
    /// What every layer loses where the weights that cost least go, by square times the sensitivity of the layer; by the square alone where
    /// none was measured. Weights behind a mask that stays go first. As many zeros as the whole share asks for; floors are kept.
    /// </summary>
    /// <param name="layers">Layers that are pruned together.</param>
    /// <param name="sparsity">Share of zeros over all of them.</param>
    /// <param name="floor">Least share of a layer that stays.</param>
    /// <returns>A share of zeros per layer.</returns>
    public static double[] Sensitivity(IReadOnlyList<PruneTarget> layers, double sparsity, double floor)
    {
        var largest = layers.Max(l => l.Sensitivity ?? 0);
        // The roots have the order of the costs, and do not leave the range of a float.
        PruneTarget Cost(PruneTarget layer)
        {
            var factor = largest > 0 ? Math.Sqrt((layer.Sensitivity ?? 0) / largest) : 1;
            var weight = (layer.Weight with { Pattern = PrunePattern.Unstructured }).PrunedBy(new PruneDetails(Floor: floor));
            return new PruneTarget(weight, layer.Values.Select(v => (float)(v * factor)).ToArray()) { Mask = layer.Mask };
        }

        return WeightPruning.Masks(layers.Select(Cost).ToArray(), sparsity).Select(m => m.LongCount(v => v == 0) / (double)m.Length).ToArray();
    }

    /// <summary>
    /// Erdos-Renyi(-kernel): densities proportional to the sum of a layer's dimensions over their product, as large as the whole share allows,
    /// none above 1 or below the floor.
    /// </summary>
    /// <param name="layers">Layers that are pruned together.</param>
    /// <param name="sparsity">Share of zeros over all of them.</param>
    /// <param name="floor">Least share of a layer that stays.</param>
    /// <returns>A share of zeros per layer.</returns>
    public static double[] ErdosRenyi(IReadOnlyList<WeightRecipe> layers, double sparsity, double floor)
    {
        var raw = layers.Select(l => l.Shape.Sum() / (double)l.Count).ToArray();
        var kept = (1 - sparsity) * layers.Sum(l => (double)l.Count);
        double DensityOf(int layer, double factor) => Math.Max(Math.Min(1, factor * raw[layer]), floor);
        // What stays grows with the factor; at the upper end every layer is dense.
        var (low, high) = (0.0, 1 / raw.Min());
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (layers.Select((l, n) => l.Count * DensityOf(n, middle)).Sum() < kept) low = middle;
            else high = middle;
        }

        return layers.Select((_, n) => 1 - DensityOf(n, high)).ToArray();
    }
}
