namespace CompressDsl.Generator.Support;

/// <summary>
/// Where a problem stands: a span of the source, or (behind the front end, where spans are not known) the name of an edge or layer of
/// the graph, which the generator looks up in the model's span table; with neither it is the model's class name.
/// </summary>
internal sealed record Place(SourceSpan? Span, string? Name);
