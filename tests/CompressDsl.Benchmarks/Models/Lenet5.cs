using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>LeNet-5 as Caffe has it: two convolutions with poolings and two linear layers over 28 x 28 pixels.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Lenet5
{
    private readonly Conv2d conv1 = new(1, 20, 5);
    private readonly Conv2d conv2 = new(20, 50, 5);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear fc1 = new(800, 500);
    private readonly Linear fc2 = new(500, 10);

    private Value Forward([Input(1, 28, 28)] Value image)
    {
        var value = pool.Forward(conv2.Forward(pool.Forward(conv1.Forward(image))));
        return fc2.Forward(Relu(fc1.Forward(Flatten(value))));
    }
}
