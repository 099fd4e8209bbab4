using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="DenseDigits"/> with 8-bit weights.</summary>
[Quantize(Bits = 8)]
public sealed partial class Dense8
{
    private readonly DenseDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
