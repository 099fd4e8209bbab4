using CompressDsl;

namespace ImageClassifier.Published;

/// <summary><see cref="ResNetBody"/> with activations of as many bits as its weights.</summary>
public static partial class NarrowTinyResNet
{
    /// <summary>4 bits.</summary>
    [Quantize(Bits = 4, ActivationBits = 4)]
    [Distill(typeof(TinyResNetFloat), Temperature = 4, Alpha = 0.9)]
    public sealed partial class Bits4
    {
        private readonly ResNetBody body = new();

        private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
    }

    /// <summary>3 bits.</summary>
    [Quantize(Bits = 3, ActivationBits = 3)]
    [Distill(typeof(TinyResNetFloat), Temperature = 4, Alpha = 0.9)]
    public sealed partial class Bits3
    {
        private readonly ResNetBody body = new();

        private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
    }

    /// <summary>2 bits.</summary>
    [Quantize(Bits = 2, ActivationBits = 2)]
    [Distill(typeof(TinyResNetFloat), Temperature = 4, Alpha = 0.9)]
    public sealed partial class Bits2
    {
        private readonly ResNetBody body = new();

        private Value Forward([Input(3, 32, 32)] Value image) => body.Forward(image);
    }
}
