namespace CompressDsl;

/// <summary>Which weights go first: those with the smallest score. The score of a block, row or channel is made of its weights' scores.</summary>
public enum PruneCriterion
{
    /// <summary>Magnitude (Han et al. 2015); of a block the sum of magnitudes (Li et al. 2017).</summary>
    L1,

    /// <summary>Squared magnitude: for single weights the same order as <see cref="L1"/>, in a block large weights count more.</summary>
    L2,

    /// <summary>By chance, the same at every build: what the other criteria have to be better than.</summary>
    Random,

    /// <summary>
    /// |weight x gradient|, averaged over steps: the first-order change of the loss (Molchanov et al. 2017, 2019). It is the one criterion
    /// whose scores are comparable over layers: with <see cref="PruneScope.Global"/> layers lose as their sensitivity allows. Needs data.
    /// </summary>
    Taylor,

    /// <summary>-weight x gradient, added up over all steps: weights that move towards zero go (Sanh et al. 2020). Needs training.</summary>
    Movement,

    /// <summary>
    /// Magnitude x norm of the input that the weight multiplies, compared within each output (Sun et al. 2024). Needs data. Blocks, rows and
    /// channels are compared within their layer.
    /// </summary>
    Wanda,
}
