namespace CompressDsl.Generator.Graph;

/// <summary><c>output[r, c] = table[input[r, c]]</c>: a function between two 8-bit grids, the same bytes on every tier.</summary>
/// <param name="Function">The user's name of what is computed.</param>
/// <param name="Table">Section with the 256 results.</param>
internal sealed record TablePrimitive(
    string Name, string Comment, int Input, int Output, Dimension Rows, int Columns, string Function, string Table)
    : Primitive(Name, Comment, Output)
{
    public override IEnumerable<int> Reads => [Input];
}
