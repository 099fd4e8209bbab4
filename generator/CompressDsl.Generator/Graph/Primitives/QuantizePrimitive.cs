namespace CompressDsl.Generator.Graph;

/// <summary>
/// Puts floats on a grid: <c>clamp(roundToEven(x * inverseScale) + zeroPoint, 0, 2^Bits - 1)</c>, grid from section
/// <paramref name="Grid"/> (static) or measured over each row (dynamic, <paramref name="Grid"/> null: scale and zero point of every row
/// go to the 8 bytes per row of <paramref name="RowGrids"/>).
/// </summary>
internal sealed record QuantizePrimitive(
    string Name, string Comment, int Input, int Output, Dimension Rows, int Columns, string? Grid, int? RowGrids)
    : Primitive(Name, Comment, Output)
{
    /// <summary>Bits of a grid that is measured.</summary>
    public int Bits { get; init; } = 8;

    public override IEnumerable<int> Reads => [Input];
}
