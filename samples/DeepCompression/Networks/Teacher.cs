using CompressDsl;
using static CompressDsl.Functional;

namespace DeepCompression.Networks;

/// <summary>The network that all students learn from: 32 and 64 channels, 512 neurons, in float; it is never shipped.</summary>
public sealed partial class Teacher
{
    private readonly Conv2d conv1 = new(1, 32, 5, bias: false);
    private readonly BatchNorm2d norm1 = new(32);
    private readonly Conv2d conv2 = new(32, 64, 5, bias: false);
    private readonly BatchNorm2d norm2 = new(64);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear hidden = new(1024, 512);
    private readonly Linear head = new(512, 10);

    private Value Forward([Input(1, 28, 28)] Value image)
    {
        var lines = Relu(norm1.Forward(pool.Forward(conv1.Forward(image))));
        var shapes = Relu(norm2.Forward(pool.Forward(conv2.Forward(lines))));
        return head.Forward(Dropout(Relu(hidden.Forward(Dropout(Flatten(shapes), 0.3))), 0.5));
    }
}
