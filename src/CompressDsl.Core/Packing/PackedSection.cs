namespace CompressDsl.Core;

/// <summary>A section as kernels read it, and what is known about its numbers.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Plain">Bytes at the start that are anything; behind them stand numbers of <paramref name="Width"/> bytes of which few differ.</param>
/// <param name="Width">Bytes of a number, 1, 2 or 4.</param>
internal sealed record PackedSection(byte[] Bytes, int Plain, int Width = 1)
{
    /// <summary>How the section lies, where it is a matrix of signed bytes.</summary>
    public MatrixLayout? Layout { get; init; }

    /// <summary>A section that is stored as it is.</summary>
    public static implicit operator PackedSection(byte[] bytes) => new(bytes, bytes.Length);

    /// <summary>Integer weights from byte <paramref name="at"/> on: below 8 bits they are stored in fewer.</summary>
    public static PackedSection OfIntegers(byte[] bytes, PreparedWeight weight, int at = 0) => new(bytes, weight.Recipe.Bits < 8 ? at : bytes.Length);

    /// <summary>A matrix of integer weights.</summary>
    /// <param name="layout">How kernels read it.</param>
    /// <param name="lines">Output by output, padding included.</param>
    /// <param name="weight">The weight.</param>
    public static PackedSection OfMatrix(MatrixLayout layout, byte[] lines, PreparedWeight weight)
    {
        var packed = new byte[layout.Length];
        layout.Pack(lines, transposed: false, packed);
        return OfIntegers(packed, weight) with { Layout = layout };
    }

    /// <summary>Floats of <paramref name="width"/> bytes that come from the scales of a weight: stored in few bits where few of them differ.</summary>
    public static PackedSection OfScales(byte[] bytes, PreparedWeight weight, int width = sizeof(float)) =>
        new(bytes, weight.NeedGrid().HasFewScales ? 0 : bytes.Length, width);
}
