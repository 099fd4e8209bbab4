using CompressDsl;
using static CompressDsl.Functional;

namespace Digits;

/// <summary>The large network that the student learns from: 784-1200-1200-10, in float; its weights go to a file beside the program.</summary>
public sealed partial class DigitTeacher
{
    private readonly Linear first = new(784, 1200);
    private readonly Linear second = new(1200, 1200);
    private readonly Linear head = new(1200, 10);

    private Value Forward([Input(784)] Value pixels)
    {
        var low = Dropout(Relu(first.Forward(Dropout(pixels, 0.2))), 0.5);
        var high = Dropout(Relu(second.Forward(low)), 0.5);
        return head.Forward(high);
    }
}
