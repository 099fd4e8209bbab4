using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="DenseDigits"/> with 3-bit weights.</summary>
[Quantize(Bits = 3)]
public sealed partial class Dense3
{
    private readonly DenseDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
