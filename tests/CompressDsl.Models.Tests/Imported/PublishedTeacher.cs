using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>
/// The convolutional network of a published PyTorch state dict for MNIST (three convolutions, two of its four parts with batch norms); without the
/// logarithm of the softmax at its end, which soft targets do not need.
/// </summary>
internal sealed partial class PublishedTeacher
{
    private readonly Conv2d conv1 = new(1, 8, 3);
    private readonly Conv2d conv2 = new(8, 16, 3);
    private readonly Conv2d conv3 = new(16, 24, 3);
    private readonly BatchNorm2d norm1 = new(24);

    [Key("fc1")]
    private readonly Linear hidden = new(24 * 22 * 22, 32);

    [Key("fc2")]
    private readonly Linear head = new(32, 10);

    private readonly BatchNorm1d norm2 = new(10);

    private Value Forward([Input(1, 28, 28)] Value image)
    {
        var x = (image - 0.1307f) * (1 / 0.3081f);
        x = Relu(conv3.Forward(Relu(conv2.Forward(Relu(conv1.Forward(x))))));
        return norm2.Forward(head.Forward(Relu(hidden.Forward(Flatten(norm1.Forward(x))))));
    }
}
