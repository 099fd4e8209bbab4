namespace CompressDsl.Models.Tests.Killed;

/// <summary>Says what the teacher of <see cref="KilledStudent"/> takes and gives; a function takes its place.</summary>
internal sealed partial class KilledTeacher
{
    private readonly Linear head = new(2, 3);

    private Value Forward([Input(2)] Value x) => head.Forward(x);
}
