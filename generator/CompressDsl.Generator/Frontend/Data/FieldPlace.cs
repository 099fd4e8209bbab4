using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>A field or array element that can hold a layer or block.</summary>
/// <param name="Segment">Its part of the state-dict path.</param>
/// <param name="Attributes">Its compression attributes.</param>
/// <param name="Span">Its name in the source.</param>
internal sealed record FieldPlace(string Segment, CompressionAttributes Attributes, SourceSpan? Span);
