using CompressDsl;
using static CompressDsl.Functional;

namespace Detector;

/// <summary>A 3x3 convolution with batch norm.</summary>
/// <param name="inputs">Channels of the operand.</param>
/// <param name="outputs">Channels of the result.</param>
/// <param name="stride">2 halves height and width.</param>
public sealed class ConvBlock(int inputs, int outputs, int stride)
{
    private readonly Conv2d conv = new(inputs, outputs, kernelSize: 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm2d norm = new(outputs);

    /// <summary>Compile-time DSL: <c>[inputs, height, width]</c> to <c>[outputs, height / stride, width / stride]</c>.</summary>
    public Value Forward(Value image) => Relu(norm.Forward(conv.Forward(image)));
}
