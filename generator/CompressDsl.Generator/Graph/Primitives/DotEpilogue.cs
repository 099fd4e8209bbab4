namespace CompressDsl.Generator.Graph;

/// <summary>What happens to a sum before it is stored.</summary>
/// <param name="Kind">Float out, or requantised to 8 bit.</param>
/// <param name="Low">Lower clamp in real numbers (0 for a fused Relu), or null.</param>
/// <param name="High">Upper clamp in real numbers (6 for a fused Relu6), or null.</param>
/// <param name="OutputSection">Section with the output grid (inverse scale, zero point, low, high) when requantised.</param>
internal sealed record DotEpilogue(EpilogueKind Kind, double? Low = null, double? High = null, string? OutputSection = null)
{
    /// <summary>What is added before the clamp, or null.</summary>
    public DotResidual? Residual { get; init; }
}
