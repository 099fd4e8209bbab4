using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>Where an edge or layer was written.</summary>
internal sealed record EdgeSpan(string Name, SourceSpan Span);
