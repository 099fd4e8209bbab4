namespace CompressDsl.Generator.Graph;

/// <summary>One operand of a <see cref="MapPrimitive"/>: a buffer of the sample, or a packed parameter (not batched).</summary>
internal sealed record MapOperand(int? Buffer, string? Section, Addressing Addressing)
{
    /// <summary>Section with the grid that the buffer's bytes lie on; null for floats.</summary>
    public string? Grid { get; init; }

    public static MapOperand Of(int buffer, Addressing addressing = Addressing.Full) => new(buffer, null, addressing);

    public static MapOperand Of(string section, Addressing addressing) => new(null, section, addressing);
}
