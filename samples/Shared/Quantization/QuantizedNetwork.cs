using CompressDsl.Training;

namespace CompressDsl.Samples;

/// <summary>A network on grids.</summary>
/// <param name="Bits">Of a weight.</param>
/// <param name="ActivationBits">Of what its layers read.</param>
/// <param name="Variant">The network.</param>
internal sealed record QuantizedNetwork(int Bits, int ActivationBits, Variant Variant)
{
    /// <summary>The network, named for how the steps of its grids are found.</summary>
    public Variant With(StepSize steps) => steps == StepSize.Learned ? Variant with { Name = Variant.Name + "-learned" } : Variant;
}
