using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Killed;

/// <summary>A small network that is pruned, quantised and distilled in one run.</summary>
[Quantize(Bits = 4)]
[Prune(0.5)]
[Distill(typeof(KilledTeacher), Temperature = 2, Alpha = 0.5)]
internal sealed partial class KilledStudent
{
    private readonly Linear hidden = new(2, 32);
    private readonly BatchNorm1d norm = new(32);
    private readonly Linear head = new(32, 3);

    private Value Forward([Input(2)] Value x) => head.Forward(Dropout(Relu(norm.Forward(hidden.Forward(x))), 0.1));
}
