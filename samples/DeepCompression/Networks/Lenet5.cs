using CompressDsl;
using static CompressDsl.Functional;

namespace DeepCompression.Networks;

/// <summary>LeNet-5 as Caffe has it: 431,080 parameters, 1,724,320 bytes in float. How it is compressed is said by the classes that inherit.</summary>
public abstract class Lenet5
{
    private readonly Conv2d conv1 = new(1, 20, 5);
    private readonly Conv2d conv2 = new(20, 50, 5);
    private readonly MaxPool2d pool = new(2);
    private readonly Linear fc1 = new(800, 500);
    private readonly Linear fc2 = new(500, 10);

    /// <summary>Compile-time DSL.</summary>
    protected Value Forward([Input(1, 28, 28)] Value image)
    {
        var lines = pool.Forward(conv1.Forward(image));
        var shapes = pool.Forward(conv2.Forward(lines));
        return fc2.Forward(Relu(fc1.Forward(Flatten(shapes))));
    }
}
