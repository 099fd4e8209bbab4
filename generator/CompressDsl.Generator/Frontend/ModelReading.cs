using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>What the front end found in one class: compares by value and holds no symbols.</summary>
/// <param name="Declaration">The model; null when it cannot be compiled.</param>
/// <param name="Problems">What to tell the user.</param>
/// <param name="Spans">Where things were written; changes with every move of the code.</param>
internal sealed record ModelReading(ModelDeclaration? Declaration, EquatableArray<Problem> Problems, SpanTable Spans)
{
    /// <summary>What can be said of a model that cannot be compiled.</summary>
    public ModelOutline? Outline { get; init; }
}
