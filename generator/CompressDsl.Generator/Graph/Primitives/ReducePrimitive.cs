namespace CompressDsl.Generator.Graph;

/// <summary>
/// <c>output[o, i] = kind over a of input[o, a, i]</c>; sums run in one fixed order of 16 lanes on every tier; bytes are combined before
/// they become floats.
/// </summary>
internal sealed record ReducePrimitive(
    string Name, string Comment, int Input, int Output, ReduceKind Kind, Dimension Outer, Dimension Axis, int Inner)
    : Primitive(Name, Comment, Output)
{
    /// <summary>Section with the grid that the operand's bytes lie on; null for floats.</summary>
    public string? Grid { get; init; }

    public override IEnumerable<int> Reads => [Input];
}
