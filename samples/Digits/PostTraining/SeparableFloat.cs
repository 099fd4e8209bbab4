using CompressDsl;

namespace Digits.PostTraining;

/// <summary><see cref="SeparableDigits"/> in float: what is trained.</summary>
public sealed partial class SeparableFloat
{
    private readonly SeparableDigits network = new();

    private Value Forward([Input(784)] Value pixels) => network.Forward(pixels);
}
