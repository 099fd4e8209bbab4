namespace CompressDsl.Generator.Graph;

/// <summary>How a dot kernel's weights and activations are stored.</summary>
internal enum DotFormat
{
    /// <summary>Float weights <c>[tile][k][16*m]</c>, float activations.</summary>
    Float,

    /// <summary>Int8 weights <c>[tile][k/4][16*m][4]</c>, 8-bit activations with a range fixed at build.</summary>
    Int8,

    /// <summary>Only the 16x4 blocks that are not zero, with their indices; 8-bit activations with a range fixed at build.</summary>
    Int8Blocks,

    /// <summary>As <see cref="Int8"/>; the activations' range is measured at the call.</summary>
    DynamicInt8,

    /// <summary>As <see cref="Int8Blocks"/>; the activations' range is measured at the call.</summary>
    DynamicInt8Blocks,

    /// <summary>Int8 weights, float activations.</summary>
    WeightOnlyInt8,
}
