namespace CompressDsl.Training;

/// <summary>Sums over what a layer multiplies with its matrix, over all samples.</summary>
internal sealed class LayerMoments
{
    private double[] sums = [];
    private double[] products = [];

    /// <summary>Groups of channels and inputs of each.</summary>
    public (int Groups, int Depth) Size { get; private set; }

    /// <summary>Rows that were multiplied, per group; 0 where the layer was never reached.</summary>
    public long Count { get; private set; }

    /// <summary>Takes the sums of a block, and clears them there.</summary>
    public void Take(BlockMoments block)
    {
        if (block.Count == 0) return;
        if (sums.Length == 0) (Size, sums, products) = (block.Size, new double[block.Sums.Length], new double[block.Products.Length]);
        for (var i = 0; i < sums.Length; i++) sums[i] += block.Sums[i];
        for (var i = 0; i < products.Length; i++) products[i] += block.Products[i];
        Count += block.Count;
        block.Clear();
    }

    /// <summary>Mean of input <paramref name="k"/> of a group.</summary>
    public double Mean(int group, int k) => sums[(group * Size.Depth) + k] / Count;

    /// <summary>Second moments of the inputs of a group, <c>[depth, depth]</c>.</summary>
    public double[] SecondMoments(int group)
    {
        var n = Size.Depth * Size.Depth;
        var result = new double[n];
        for (var i = 0; i < n; i++) result[i] = products[(group * n) + i] / Count;
        return result;
    }

    /// <summary>Whether all sums are numbers.</summary>
    public bool IsFinite => sums.All(double.IsFinite) && products.All(double.IsFinite);
}
