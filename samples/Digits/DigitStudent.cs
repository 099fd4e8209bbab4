using CompressDsl;
using static CompressDsl.Functional;

namespace Digits;

/// <summary>The network that is shipped: 784-300-100-10, 8 bit, four weights of five zero in blocks, taught by <see cref="DigitTeacher"/>.</summary>
[Quantize(Bits = 8)]
[Prune(0.8, Pattern = PrunePattern.Block16x4)]
[Distill(typeof(DigitTeacher), Temperature = 4, Alpha = 0.9)]
public sealed partial class DigitStudent
{
    private readonly Linear hidden = new(784, 300);
    private readonly Linear middle = new(300, 100);
    [Prune(0)]
    private readonly Linear head = new(100, 10);

    private Value Forward([Input(784)] Value pixels) =>
        head.Forward(Relu(middle.Forward(Relu(hidden.Forward(pixels)))));
}
