using CompressDsl;
using static CompressDsl.Functional;

namespace ImageClassifier.Published;

/// <summary>Two convolutions beside one that only halves the image.</summary>
/// <param name="inputs">Channels of the operand.</param>
/// <param name="outputs">Channels of the result.</param>
public sealed class ShrinkingStack(int inputs, int outputs)
{
    private readonly Conv2d conv1 = new(inputs, outputs, kernelSize: 3, stride: 2, padding: Padding.Same);
    private readonly Conv2d conv2 = new(outputs, outputs, kernelSize: 3, padding: Padding.Same);
    private readonly Conv2d skip = new(inputs, outputs, kernelSize: 1, stride: 2);

    /// <summary>Compile-time DSL: <c>[inputs, height, width]</c> to <c>[outputs, height / 2, width / 2]</c>.</summary>
    public Value Forward(Value x) => Relu(conv2.Forward(Relu(conv1.Forward(x))) + skip.Forward(x));
}
