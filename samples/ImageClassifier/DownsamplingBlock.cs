using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier;

/// <summary>A residual block that halves height and width; the way around its two convolutions is a third one, of single pixels.</summary>
/// <param name="inputs">Channels of the operand.</param>
/// <param name="outputs">Channels of the result.</param>
public sealed class DownsamplingBlock(int inputs, int outputs)
{
    private readonly Conv2d conv1 = new(inputs, outputs, kernelSize: 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d norm1 = new(outputs);
    private readonly Conv2d conv2 = new(outputs, outputs, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm2 = new(outputs);
    private readonly Conv2d shortcut = new(inputs, outputs, kernelSize: 1, stride: 2);

    /// <summary>Compile-time DSL: <c>[inputs, height, width]</c> to <c>[outputs, height / 2, width / 2]</c>.</summary>
    public Value Forward(Value image) =>
        Relu(shortcut.Forward(image) + norm2.Forward(conv2.Forward(Relu(norm1.Forward(conv1.Forward(image))))));
}
