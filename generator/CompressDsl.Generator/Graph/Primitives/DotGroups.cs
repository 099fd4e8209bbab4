namespace CompressDsl.Generator.Graph;

/// <summary>Weights with a scale per group of inputs.</summary>
/// <param name="Size">Inputs in a group.</param>
/// <param name="IsNibble">Whether a weight is one nibble; else two (8-bit activations) or a signed byte (float ones).</param>
internal sealed record DotGroups(int Size, bool IsNibble)
{
    // NibbleStart of the library.
    private const int StartBytes = 8;

    /// <summary>Room for the activations as signed bytes, or as floats for nibbles, and their sums; null for floats that meet signed bytes.</summary>
    public int? Room { get; init; }

    /// <summary>Section with the activations' grid where that was fixed at build.</summary>
    public string? InputGrid { get; init; }

    /// <summary>Whether all rows lie on one grid that is measured at the call: the pixels of an image do.</summary>
    public bool IsMeasuredOnce { get; init; }

    /// <summary>Inputs whose products are summed up in 16 bits.</summary>
    public int Piece => Math.Min(Size, 32);

    /// <summary>Bytes of <see cref="Room"/>.</summary>
    public int RoomBytes(int inputs, bool isFloat) =>
        isFloat ? sizeof(float) * (Padded(inputs) + (Padded(inputs) / Size)) : Padded(inputs) + (StartBytes * (Padded(inputs) / Piece));

    /// <summary><paramref name="inputs"/> in whole groups.</summary>
    public int Padded(int inputs) => (inputs + Size - 1) / Size * Size;
}
