namespace CompressDsl.Core;

/// <summary>Distributes a share of zeros over layers by their shapes.</summary>
internal static class LayerShares
{
    private const int Halvings = 100;

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
        var raw = layers.Select(l => l.Shape.Sum() / l.Shape.Aggregate(1.0, (product, size) => product * size)).ToArray();
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
