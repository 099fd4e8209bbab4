using CompressDsl;
using static CompressDsl.Functional;

namespace Digits.Hinton;

/// <summary>784-30-30-10 in float: too narrow for all that the teacher knows.</summary>
[Distill(typeof(DigitTeacher), Temperature = 4, Alpha = 1)]
public sealed partial class NarrowStudent
{
    private readonly Linear first = new(784, 30);
    private readonly Linear second = new(30, 30);
    private readonly Linear head = new(30, 10);

    private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(second.Forward(Relu(first.Forward(pixels)))));
}
