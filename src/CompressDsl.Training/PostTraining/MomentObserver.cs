namespace CompressDsl.Training;

/// <summary>Sums over the inputs of some layers of a network, for one block.</summary>
/// <param name="plan">The network.</param>
/// <param name="weights">Keys of the matrices of the layers.</param>
/// <param name="withProducts">Whether products are summed.</param>
internal sealed unsafe class MomentObserver(NetworkPlan plan, IReadOnlyList<string> weights, bool withProducts) : IPassObserver
{
    // A layer that is called several times has the same sums for all its calls.
    private readonly int[] places = [.. plan.Layers.Select(l => weights.ToList().IndexOf(l.Weight))];

    /// <summary>The sums, in the order of the matrices.</summary>
    public BlockMoments[] Moments { get; } = [.. weights.Select(_ => new BlockMoments(withProducts))];

    /// <inheritdoc/>
    public void Layer(int layer, float* x, in ConvolutionShape shape)
    {
        if (places[layer] >= 0) Moments[places[layer]].Add(x, shape);
    }

    /// <summary>Runs the samples of a pass.</summary>
    /// <returns>The sums over all samples, in the order of the matrices.</returns>
    public static LayerMoments[] Run(ObservedPass pass, IReadOnlyList<string> weights, bool withProducts)
    {
        var totals = weights.Select(_ => new LayerMoments()).ToArray();
        pass.Run(pass.PerThread(() => new MomentObserver(pass.Network.Plan, weights, withProducts)), observer =>
        {
            for (var i = 0; i < totals.Length; i++) totals[i].Take(observer.Moments[i]);
        });
        return totals;
    }
}
