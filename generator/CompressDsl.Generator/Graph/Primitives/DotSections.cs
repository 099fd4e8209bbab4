namespace CompressDsl.Generator.Graph;

/// <summary>Names of the packed sections that a dot kernel reads; null where its format has none.</summary>
/// <param name="Weights">The packed weights.</param>
/// <param name="Bias">int32 (integer formats) or float bias.</param>
/// <param name="Scale">Float scale per output.</param>
/// <param name="Sums">int32 sum of the weights of each output, for dynamic zero points.</param>
internal sealed record DotSections(string Weights, string? Bias, string? Scale, string? Sums)
{
    /// <summary>What is to be added to the stored integers of each output, or of its groups of inputs; null for nothing.</summary>
    public string? Offsets { get; init; }
}
