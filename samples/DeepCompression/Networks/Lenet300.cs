using CompressDsl;
using static CompressDsl.Functional;

namespace DeepCompression.Networks;

/// <summary>LeNet-300-100: 266,610 parameters, 1,066,440 bytes in float (LeCun et al. 1998). How it is compressed is said by the classes that inherit.</summary>
public abstract class Lenet300
{
    private readonly Linear fc1 = new(784, 300);
    private readonly Linear fc2 = new(300, 100);
    private readonly Linear fc3 = new(100, 10);

    /// <summary>Compile-time DSL.</summary>
    protected Value Forward([Input(1, 28, 28)] Value image) => fc3.Forward(Relu(fc2.Forward(Relu(fc1.Forward(Flatten(image))))));
}
