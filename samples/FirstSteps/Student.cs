using CompressDsl;
using static CompressDsl.Functional;

namespace FirstSteps;

/// <summary>A network of half the width that learns from <see cref="Teacher"/>.</summary>
[Distill(typeof(Teacher))]
public sealed partial class Student
{
    private readonly Linear hidden = new(10, 10);
    private readonly Linear output = new(10, 1);

    private Value Forward([Input(10)] Value x) => output.Forward(Relu(hidden.Forward(x)));
}
