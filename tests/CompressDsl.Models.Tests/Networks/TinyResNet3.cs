using ImageClassifier.Published;

namespace CompressDsl.Models.Tests.Networks;

/// <summary><see cref="ResNetBody"/> with 3-bit weights.</summary>
[Quantize(Bits = 3)]
public sealed partial class TinyResNet3
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
