using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="SeparableDigits"/> with 8-bit weights.</summary>
[Quantize(Bits = 8)]
public sealed partial class Separable8
{
    private readonly SeparableDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
