namespace CompressDsl.Benchmarks.Models;

/// <summary>A layer of 32 x 32, to see from which size on 8 bits are faster than floats.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square32
{
    private readonly Linear fc = new(32, 32);

    private Value Forward([Input(32)] Value input) => fc.Forward(input);
}
