using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="DenseDigits"/> with 4-bit weights.</summary>
[Quantize(Bits = 4)]
public sealed partial class Dense4
{
    private readonly DenseDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
