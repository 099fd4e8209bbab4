namespace CompressDsl.Benchmarks.Models;

/// <summary>A layer of 16 x 16, to see from which size on 8 bits are faster than floats.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square16
{
    private readonly Linear fc = new(16, 16);

    private Value Forward([Input(16)] Value input) => fc.Forward(input);
}
