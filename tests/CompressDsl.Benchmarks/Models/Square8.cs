namespace CompressDsl.Benchmarks.Models;

/// <summary>A layer of 8 x 8, to see from which size on 8 bits are faster than floats.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square8
{
    private readonly Linear fc = new(8, 8);

    private Value Forward([Input(8)] Value input) => fc.Forward(input);
}
