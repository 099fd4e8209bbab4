using CompressDsl.Core;

namespace CompressDsl.Generator.Graph;

/// <summary>
/// A strided copy: for every index vector below <paramref name="Extents"/>,
/// <c>output[outputOffset + i . outputStrides] = input[inputOffset + i . inputStrides]</c>. Slices, transposes and concatenations
/// are made of it.
/// </summary>
internal sealed record MovePrimitive(
    string Name, string Comment, int Input, int Output, EquatableArray<Dimension> Extents, EquatableArray<int> InputStrides,
    EquatableArray<int> OutputStrides, int InputOffset = 0, int OutputOffset = 0) : Primitive(Name, Comment, Output)
{
    public override IEnumerable<int> Reads => [Input];
}
