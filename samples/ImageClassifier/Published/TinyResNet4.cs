using CompressDsl;

namespace ImageClassifier.Published;

/// <summary><see cref="ResNetBody"/> with 4-bit weights.</summary>
[Quantize(Bits = 4)]
[Distill(typeof(TinyResNetFloat), Temperature = 4, Alpha = 0.9)]
public sealed partial class TinyResNet4
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
