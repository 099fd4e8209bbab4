namespace CompressDsl.Generator.Graph;

/// <summary>
/// Puts floats on an 8-bit grid: <c>clamp(roundToEven(x * inverseScale) + zeroPoint, 0, 255)</c>, grid from section
/// <paramref name="Grid"/> (static) or measured over each row (dynamic, <paramref name="Grid"/> null: scale and zero point of every row
/// go to the 8 bytes per row of <paramref name="RowGrids"/>).
/// </summary>
internal sealed record QuantizePrimitive(
    string Name, string Comment, int Input, int Output, Dimension Rows, int Columns, string? Grid, int? RowGrids)
    : Primitive(Name, Comment, Output)
{
    public override IEnumerable<int> Reads => [Input];
}
