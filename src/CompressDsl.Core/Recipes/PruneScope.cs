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
}
