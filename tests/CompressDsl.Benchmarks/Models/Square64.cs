namespace CompressDsl.Benchmarks.Models;

/// <summary>A layer of 64 x 64, to see from which size on 8 bits are faster than floats.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square64
{
    private readonly Linear fc = new(64, 64);

    private Value Forward([Input(64)] Value input) => fc.Forward(input);
}
