using CompressDsl.Core;

namespace CompressDsl.Generator.Support;

/// <summary>A diagnostic as data: no symbols, no syntax trees.</summary>
/// <param name="Id">One of <see cref="ProblemId"/>.</param>
/// <param name="Place">Where.</param>
/// <param name="Arguments">The placeholders of the descriptor's message.</param>
internal sealed record Problem(string Id, Place Place, EquatableArray<string> Arguments)
{
    /// <summary>File, line and assembly, where the cause is not in the user's own source; the place is then where that is used.</summary>
    public string? Origin { get; init; }

    /// <summary>A problem of a whole model, or of its edge or parameter <paramref name="name"/>.</summary>
    public static Problem Of(string id, string? name, params string[] arguments) => new(id, new Place(null, name), arguments);

    /// <summary>A problem at a known span.</summary>
    public static Problem At(string id, SourceSpan span, params string[] arguments) => new(id, new Place(span, null), arguments);
}
