namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with a share of 0.3 of zeros in blocks.</summary>
[Quantize(Bits = 8)]
[Prune(0.3, Pattern = PrunePattern.Block16x4)]
internal sealed partial class SquareSparse30
{
    private readonly Linear fc = new(1024, 1024);

    private Value Forward([Input(1024)] Value input) => fc.Forward(input);
}
