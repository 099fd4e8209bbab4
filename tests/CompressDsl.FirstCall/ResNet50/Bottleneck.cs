using static CompressDsl.Functional;

namespace CompressDsl.FirstCall;

/// <summary>Three convolutions, the middle one narrow, around which the image passes.</summary>
internal sealed class Bottleneck(int width)
{
    private readonly Conv2d conv1 = new(4 * width, width, kernelSize: 1, bias: false);
    private readonly BatchNorm2d bn1 = new(width);
    private readonly Conv2d conv2 = new(width, width, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = new(width);
    private readonly Conv2d conv3 = new(width, 4 * width, kernelSize: 1, bias: false);
    private readonly BatchNorm2d bn3 = new(4 * width);

    public Value Forward(Value image)
    {
        var inner = Relu(bn2.Forward(conv2.Forward(Relu(bn1.Forward(conv1.Forward(image))))));
        return Relu(image + bn3.Forward(conv3.Forward(inner)));
    }
}
