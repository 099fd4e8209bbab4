namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer, dense.</summary>
[Quantize(Bits = 8)]
internal sealed partial class SquareDense
{
    private readonly Linear fc = new(1024, 1024);

    private Value Forward([Input(1024)] Value input) => fc.Forward(input);
}
