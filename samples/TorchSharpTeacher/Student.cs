using CompressDsl;
using static CompressDsl.Functional;

namespace TorchSharpTeacher;

/// <summary>The network that is shipped: 784-64-10, 8 bit, half its weights zero, taught by a TorchSharp module.</summary>
[Quantize(Bits = 8)]
[Prune(0.5)]
[Distill(typeof(IModel), Temperature = 1, Alpha = 0.9)]
public sealed partial class Student
{
    private readonly Linear hidden = new(784, 64);
    [Prune(0)]
    private readonly Linear head = new(64, 10);

    private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(hidden.Forward(pixels)));
}
