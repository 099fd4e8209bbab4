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

    /// <summary>
    /// Whole channels: the outputs of a layer, with all that belongs to them behind it (batch norm, depthwise convolutions, layers that are
    /// added up, columns of the next layers). The compiled network is a smaller dense one, so it is faster by about the square of the share.
    /// The share holds for every group of channels that go together; one channel of each stays at least.
    /// </summary>
    Channels,

    /// <summary>
    /// N of every M consecutive weights stay: inputs of a matrix (of a convolution, channels of one tap), dimensions of a table's row. See
    /// the attribute's N and M. It runs in the dense kernel.
    /// </summary>
    NM,

    /// <summary>
    /// Blocks of 8 outputs x 4 inputs (for an embedding table: 4 consecutive tokens x 8 dimensions): a smaller error than with
    /// <see cref="Block16x4"/>. Two of them share a vector, which is left out where both are zero.
    /// </summary>
    Block8x4,

    /// <summary>Whole rows: all weights of an output, of a token of a table. The row is zero, but stays where it is; see <see cref="Channels"/>.</summary>
    Rows,
}
