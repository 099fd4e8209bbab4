namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer with a share of 0.5 of zeros in blocks.</summary>
[Quantize(Bits = 8)]
[Prune(0.5, Pattern = PrunePattern.Block16x4)]
internal sealed partial class SquareSparse50
{
    private readonly Linear fc = new(1024, 1024);

    private Value Forward([Input(1024)] Value input) => fc.Forward(input);
}
