using CompressDsl;
using static CompressDsl.Functional;

namespace Digits;

/// <summary>
/// The large network that the students learn from: 784-1200-1200-10, in float, with dropout; it sees every digit moved, as the teacher of
/// Hinton et al. (2015) did (and bent by <c>-- hinton</c>). Its weights go to a file beside the program.
/// </summary>
public sealed partial class DigitTeacher
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
