using static CompressDsl.Functional;

namespace CompressDsl.Benchmarks.Models;

/// <summary>A tiny classifier: 64-32-10.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Mlp
{
    private readonly Linear fc1 = new(64, 32);
    private readonly Linear fc2 = new(32, 10);

    private Value Forward([Input(64)] Value input) => fc2.Forward(Relu(fc1.Forward(input)));
}
