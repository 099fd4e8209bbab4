namespace CompressDsl;

/// <summary>Over what the share of zeros is reached.</summary>
public enum PruneScope
{
    /// <summary>Over all pruned weights of the model together: sensitive layers keep more of theirs.</summary>
    Global,

    /// <summary>In every layer alike.</summary>
    Layer,
}
