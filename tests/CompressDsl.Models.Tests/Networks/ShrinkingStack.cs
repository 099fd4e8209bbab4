using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Networks;

/// <summary>Two convolutions beside one that only halves the image.</summary>
public sealed class ShrinkingStack(int inputs, int outputs)
{
    private readonly Conv2d conv1 = new(inputs, outputs, kernelSize: 3, stride: 2, padding: Padding.Same);
    private readonly Conv2d conv2 = new(outputs, outputs, kernelSize: 3, padding: Padding.Same);
    private readonly Conv2d skip = new(inputs, outputs, kernelSize: 1, stride: 2);

    public Value Forward(Value x) => Relu(conv2.Forward(Relu(conv1.Forward(x))) + skip.Forward(x));
}
