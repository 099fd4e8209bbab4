using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// <c>output[r, c] = formula(operands)</c>, element by element over <c>[rows, columns]</c>. No fused multiply-add and a fixed
/// exponential, so that every tier gives the same bits. Operands on a grid become floats as they are read.
/// </summary>
internal sealed record MapPrimitive(
    string Name, string Comment, int Output, EquatableArray<MapOperand> Operands, Expr Formula, Dimension Rows, int Columns)
    : Primitive(Name, Comment, Output)
{
    /// <summary>Section with the grid that the results are put on; null for floats.</summary>
    public string? Grid { get; init; }

    public override IEnumerable<int> Reads => Operands.Where(o => o.Buffer is not null).Select(o => o.Buffer!.Value);
}
