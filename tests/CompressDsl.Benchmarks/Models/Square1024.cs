namespace CompressDsl.Benchmarks.Models;

/// <summary>A square layer.</summary>
internal abstract class Square1024
{
    private readonly Linear fc = new(1024, 1024);

    private Value Forward([Input(1024)] Value input) => fc.Forward(input);
}
