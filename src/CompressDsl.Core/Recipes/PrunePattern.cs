namespace CompressDsl;

/// <summary>Which weights are set to zero together.</summary>
public enum PrunePattern
{
    /// <summary>Every weight on its own: the smallest error for a given share of zeros; smaller files, not faster code.</summary>
    Unstructured,

    /// <summary>
    /// Blocks of 16 outputs x 4 inputs (for an embedding table: 4 consecutive tokens x 16 dimensions): whole vector instructions
    /// are left out, so the compiled network is faster as well as smaller.
    /// </summary>
    Block16x4,
}
