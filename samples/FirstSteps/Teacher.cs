using CompressDsl;
using static CompressDsl.Functional;

namespace FirstSteps;

/// <summary>A network 10-20-1 that others learn from.</summary>
public sealed partial class Teacher
{
    private readonly Linear hidden = new(10, 20);
    private readonly Linear output = new(20, 1);

    private Value Forward([Input(10)] Value x) => output.Forward(Relu(hidden.Forward(x)));
}
