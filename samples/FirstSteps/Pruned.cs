using CompressDsl;
using static CompressDsl.Functional;

namespace FirstSteps;

/// <summary>A network 10-20-1 of which half the weights, the smallest of all layers together, are set to zero.</summary>
[Prune(0.5)]
public sealed partial class Pruned
{
    private readonly Linear hidden = new(10, 20);
    private readonly Linear output = new(20, 1);

    private Value Forward([Input(10)] Value x) => output.Forward(Relu(hidden.Forward(x)));
}
