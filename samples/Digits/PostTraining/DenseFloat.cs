using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="DenseDigits"/> in float: what is trained.</summary>
public sealed partial class DenseFloat
{
    private readonly DenseDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
