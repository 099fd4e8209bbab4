using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Training;

/// <summary>A parameter's place in the flat array that all parameters live in.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Name">Name in generated code, e.g. <c>HiddenWeight</c>.</param>
/// <param name="Offset">First float; a multiple of 16.</param>
internal sealed record ParameterSlot(Parameter Parameter, string Name, int Offset)
{
    /// <summary>Whether the backward pass stores its gradient; otherwise it adds to zeros.</summary>
    public bool IsGradientStored { get; init; }

    public int Length => Parameter.Type.Shape.Elements;
}
