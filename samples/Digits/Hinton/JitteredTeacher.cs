using CompressDsl;
using static CompressDsl.Functional;

namespace Digits.Hinton;

/// <summary>784-1200-1200-10 in float with dropout, which sees every digit moved: the teacher of Hinton et al. (2015).</summary>
public sealed partial class JitteredTeacher
{
    private readonly Linear first = new(784, 1200);
    private readonly Linear second = new(1200, 1200);
    private readonly Linear head = new(1200, 10);

    private Value Forward([Input(784)] Value pixels)
    {
        var low = Dropout(Relu(first.Forward(pixels)), 0.25);
        var high = Dropout(Relu(second.Forward(low)), 0.25);
        return head.Forward(high);
    }
}
