namespace CompressDsl.Generator.Graph;

/// <summary>A value <c>[rows, outputs]</c> that is added to the result of a dot product.</summary>
/// <param name="Buffer">Where it lies.</param>
/// <param name="Grid">Section with the grid that its bytes lie on; null for floats.</param>
internal sealed record DotResidual(int Buffer, string? Grid);
