using CompressDsl;
using static CompressDsl.Functional;

namespace KeywordSpotting;

/// <summary>A depthwise separable convolution: every channel with a kernel of its own, then all channels of each pixel together.</summary>
/// <param name="channels">Channels of operand and result.</param>
public sealed class SeparableBlock(int channels)
{
    private readonly Conv2d depthwise = new(channels, channels, kernelSize: 3, padding: 1, groups: channels, bias: false);
    private readonly BatchNorm2d norm1 = new(channels);
    private readonly Conv2d pointwise = new(channels, channels, kernelSize: 1, bias: false);
    private readonly BatchNorm2d norm2 = new(channels);

    /// <summary>Compile-time DSL: <c>[channels, height, width]</c> to the same.</summary>
    public Value Forward(Value image) =>
        Relu(norm2.Forward(pointwise.Forward(Relu(norm1.Forward(depthwise.Forward(image))))));
}
