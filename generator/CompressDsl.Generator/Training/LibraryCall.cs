using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>A call of a method of <c>CompressDsl.Training</c>.</summary>
/// <param name="Method">Type and method, e.g. <c>Gemm.Forward</c>.</param>
/// <param name="Arguments">In order.</param>
/// <param name="Condition">C# condition under which it is made, or null for always.</param>
internal sealed record LibraryCall(
    string Comment, string Method, EquatableArray<CallArgument> Arguments, Dimension? PerSample = null, string? Condition = null)
    : TrainingStep(Comment, PerSample)
{
    public override IEnumerable<int> Reads => Slots(written: false);

    public override IEnumerable<int> Writes => Slots(written: true);

    private IEnumerable<int> Slots(bool written) =>
        Arguments.Where(a => a.Kind == CallArgumentKind.Value && a.IsWritten == written).Select(a => a.Slot);
}
