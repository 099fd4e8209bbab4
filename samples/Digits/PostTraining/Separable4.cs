using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="SeparableDigits"/> with 4-bit weights.</summary>
[Quantize(Bits = 4)]
public sealed partial class Separable4
{
    private readonly SeparableDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
