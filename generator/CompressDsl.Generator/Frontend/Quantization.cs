using CompressDsl.Core;

namespace CompressDsl.Generator.Frontend;

/// <summary>A <c>[Quantize]</c>.</summary>
internal sealed record Quantization(int Bits, QuantizationMode Mode, GridDetails Grid, int ActivationBits)
{
    /// <summary>Bits of activations that have no kernel: they stay float, which is more.</summary>
    public const int Wide = 16;

    /// <summary>How activations are treated.</summary>
    public QuantizationMode EffectiveMode => ActivationBits == Wide ? QuantizationMode.WeightOnly : Mode;
}
