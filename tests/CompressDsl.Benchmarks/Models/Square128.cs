namespace CompressDsl.Benchmarks.Models;

/// <summary>A layer of 128 x 128, to see from which size on 8 bits are faster than floats.</summary>
[Quantize(Bits = 8)]
internal sealed partial class Square128
{
    private readonly Linear fc = new(128, 128);

    private Value Forward([Input(128)] Value input) => fc.Forward(input);
}
