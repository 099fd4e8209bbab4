using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="SeparableDigits"/> with 3-bit weights.</summary>
[Quantize(Bits = 3)]
public sealed partial class Separable3
{
    private readonly SeparableDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
