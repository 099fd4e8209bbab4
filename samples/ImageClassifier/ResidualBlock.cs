using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier;

/// <summary>Two convolutions 3x3 around which the image passes unchanged.</summary>
/// <param name="channels">Channels of operand and result.</param>
public sealed class ResidualBlock(int channels)
{
    private readonly Conv2d conv1 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm1 = new(channels);
    private readonly Conv2d conv2 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm2 = new(channels);

    /// <summary>Compile-time DSL: <c>[channels, height, width]</c> to the same.</summary>
    public Value Forward(Value image) =>
        Relu(image + norm2.Forward(conv2.Forward(Relu(norm1.Forward(conv1.Forward(image))))));
}
