using ImageClassifier.Published;

namespace CompressDsl.Models.Tests.Networks;

/// <summary><see cref="ResNetBody"/> with 2-bit weights.</summary>
[Quantize(Bits = 2)]
public sealed partial class TinyResNet2
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
