using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>The layers of LeNet-300-100.</summary>
internal abstract class Lenet300Layers
{
    private readonly Linear fc1 = new(784, 300);
    private readonly Linear fc2 = new(300, 100);
    private readonly Linear fc3 = new(100, 10);

    private Value Forward([Input(784)] Value pixels) => fc3.Forward(Relu(fc2.Forward(Relu(fc1.Forward(pixels)))));
}
