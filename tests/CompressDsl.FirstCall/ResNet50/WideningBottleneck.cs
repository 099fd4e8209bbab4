using static CompressDsl.Functional;

namespace CompressDsl.FirstCall;

/// <summary>A <see cref="Bottleneck"/> whose result has other channels, so that the way around is a convolution too.</summary>
internal sealed class WideningBottleneck(int inputs, int width, int stride)
{
    private readonly Conv2d conv1 = new(inputs, width, kernelSize: 1, bias: false);
    private readonly BatchNorm2d bn1 = new(width);
    private readonly Conv2d conv2 = new(width, width, kernelSize: 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm2d bn2 = new(width);
    private readonly Conv2d conv3 = new(width, 4 * width, kernelSize: 1, bias: false);
    private readonly BatchNorm2d bn3 = new(4 * width);
    private readonly Conv2d around = new(inputs, 4 * width, kernelSize: 1, stride: stride, bias: false);
    private readonly BatchNorm2d aroundNorm = new(4 * width);

    public Value Forward(Value image)
    {
        var inner = Relu(bn2.Forward(conv2.Forward(Relu(bn1.Forward(conv1.Forward(image))))));
        return Relu(aroundNorm.Forward(around.Forward(image)) + bn3.Forward(conv3.Forward(inner)));
    }
}
