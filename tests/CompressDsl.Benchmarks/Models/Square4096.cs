namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer.</summary>
internal abstract class Square4096
{
    private readonly Linear fc = new(4096, 4096);

    private Value Forward([Input(4096)] Value input) => fc.Forward(input);
}
