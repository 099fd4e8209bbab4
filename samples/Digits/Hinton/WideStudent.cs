using CompressDsl;
using static CompressDsl.Functional;

namespace Digits.Hinton;

/// <summary>784-800-800-10 in float, without dropout: the student of Hinton et al. (2015).</summary>
[Distill(typeof(DigitTeacher), Temperature = 20, Alpha = 1)]
public sealed partial class WideStudent
{
    private readonly Linear first = new(784, 800);
    private readonly Linear second = new(800, 800);
    private readonly Linear head = new(800, 10);

    private Value Forward([Input(784)] Value pixels) => head.Forward(Relu(second.Forward(Relu(first.Forward(pixels)))));
}
