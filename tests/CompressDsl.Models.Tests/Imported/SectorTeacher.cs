using static CompressDsl.Functional;

namespace CompressDsl.Models.Tests.Imported;

/// <summary>
/// <c>nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 3))</c> in a field called <c>net</c>, as a model class.
/// </summary>
internal sealed partial class SectorTeacher
{
    [Key("net.0")]
    private readonly Linear hidden = new(2, 4);

    [Key("net.1")]
    private readonly BatchNorm1d norm = new(4);

    [Key("net.3")]
    private readonly Linear head = new(4, 3);

    private Value Forward([Input(2)] Value x) => head.Forward(Relu(norm.Forward(hidden.Forward(x))));
}
