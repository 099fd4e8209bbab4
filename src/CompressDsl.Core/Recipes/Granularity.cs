namespace CompressDsl;

/// <summary>Which weights of a layer share a scale.</summary>
public enum Granularity
{
    /// <summary>Those of an output (of a table: of a dimension) have one; with <c>GroupSize</c> every group of inputs of an output.</summary>
    PerChannel,

    /// <summary>The whole tensor has one.</summary>
    PerTensor,
}
