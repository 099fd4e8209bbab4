namespace CompressDsl.Models.Tests.Networks;

/// <summary><see cref="ResNetBody"/> with 4-bit weights.</summary>
[Quantize(Bits = 4)]
public sealed partial class TinyResNet4
{
    private readonly ResNetBody body = new();

    private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
}
