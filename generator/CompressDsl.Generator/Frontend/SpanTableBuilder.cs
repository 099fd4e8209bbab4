using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>Collects spans; the first one of a name stays.</summary>
internal sealed class SpanTableBuilder
{
    private readonly Dictionary<string, SourceSpan> edges = [];

    public void Add(string name, SourceSpan span)
    {
        if (!edges.ContainsKey(name)) edges.Add(name, span);
    }

    public SpanTable Build(string model, SourceSpan className) =>
        new(model, className, new EquatableArray<EdgeSpan>(edges.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new EdgeSpan(e.Key, e.Value))));
}
