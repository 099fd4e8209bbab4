using CompressDsl;

namespace ImageClassifier.Published;

/// <summary><see cref="ResNetBody"/> with 8-bit weights.</summary>
[Quantize(Bits = 8)]
[Distill(typeof(TinyResNetFloat), Temperature = 4, Alpha = 0.9)]
public sealed partial class TinyResNet
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
