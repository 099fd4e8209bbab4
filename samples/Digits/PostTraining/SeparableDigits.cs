using CompressDsl;
using static CompressDsl.Functional;

namespace Digits.PostTraining;

/// <summary>A stem and two depthwise separable convolutions with batch norms, 24 to 48 channels: the kind of network that few bits hurt.</summary>
public sealed class SeparableDigits
{
    private readonly Conv2d stem = new(1, 24, kernelSize: 5, stride: 2, padding: 2, bias: false);
    private readonly BatchNorm2d norm1 = new(24);
    private readonly Conv2d depthwise1 = new(24, 24, kernelSize: 3, padding: 1, groups: 24, bias: false);
    private readonly BatchNorm2d norm2 = new(24);
    private readonly Conv2d pointwise1 = new(24, 32, kernelSize: 1, bias: false);
    private readonly BatchNorm2d norm3 = new(32);
    private readonly Conv2d depthwise2 = new(32, 32, kernelSize: 3, stride: 2, padding: 1, groups: 32, bias: false);
    private readonly BatchNorm2d norm4 = new(32);
    private readonly Conv2d pointwise2 = new(32, 48, kernelSize: 1, bias: false);
    private readonly BatchNorm2d norm5 = new(48);
    private readonly Linear head = new(48, 10);

    /// <summary>Compile-time DSL: 784 pixels to 10 logits.</summary>
    public Value Forward(Value pixels)
    {
        var image = Relu(norm1.Forward(stem.Forward(Reshape(pixels, 1, 28, 28))));
        image = Relu(norm3.Forward(pointwise1.Forward(Relu(norm2.Forward(depthwise1.Forward(image))))));
        image = Relu(norm5.Forward(pointwise2.Forward(Relu(norm4.Forward(depthwise2.Forward(image))))));
        return head.Forward(ReduceMean(ReduceMean(image, axis: 2), axis: 1));
    }
}
