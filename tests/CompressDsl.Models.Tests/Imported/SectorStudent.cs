using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>What learns from <see cref="SectorTeacher"/>, in 8 bits.</summary>
[Quantize(Bits = 8)]
[Distill(typeof(SectorTeacher), Temperature = 2, Alpha = 1)]
internal sealed partial class SectorStudent
{
    private readonly Linear hidden = new(2, 24);
    private readonly Linear head = new(24, 3);

    private Value Forward([Input(2)] Value x) => head.Forward(Relu(hidden.Forward(x)));
}
