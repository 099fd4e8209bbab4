namespace CompressDsl.Models.Tests.Networks;

/// <summary><see cref="ResNetBody"/> with 8-bit weights.</summary>
[Quantize(Bits = 8)]
public sealed partial class TinyResNet
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
