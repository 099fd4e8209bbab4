namespace CompressDsl.Generator.Emit;

/// <summary>One step of a dot kernel's inner loop.</summary>
/// <param name="Split">The accumulator it goes to.</param>
/// <param name="Offset">C# text of its place in the input.</param>
/// <param name="Weights">Its place behind the weight pointer, in steps.</param>
/// <param name="Prefix">Start of the names of its operands.</param>
internal sealed record DotStep(int Split, string Offset, int Weights, string Prefix = "x")
{
    /// <summary>C# text of the place of a second step that goes to the same accumulator with this one; null where there is none.</summary>
    public string? Second { get; init; }
}
