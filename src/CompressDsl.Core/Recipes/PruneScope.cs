namespace CompressDsl;

/// <summary>Over what the share of zeros is reached, and so how it is distributed over layers.</summary>
public enum PruneScope
{
    /// <summary>Over all pruned weights of the model together: layers with larger scores keep more of theirs.</summary>
    Global,

    /// <summary>In every layer alike.</summary>
    Layer,

    /// <summary>
    /// Over all of them together, by shape alone: the density of a layer is proportional to the sum of its dimensions over their product, so
    /// that large layers lose most (Mocanu et al. 2018; with the kernel's dimensions, Evci et al. 2020).
    /// </summary>
    ErdosRenyi,

    /// <summary>
    /// Over all of them together, by what data tells: a layer keeps more where zeros cost the loss more. A weight costs its square times the
    /// sensitivity of its layer, the mean of the squared gradients of the layer's weights: the second-order change of the loss, with the mean
    /// of the layer's curvature in place of that of every weight (Dong et al. 2020, "HAWQ-V2") and the empirical Fisher information in
    /// place of the curvature (Theis et al. 2018). Which weights of a layer go is the criterion's choice. Needs data.
    /// </summary>
    Sensitivity,
}
