using CompressDsl.Core;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Frontend;

/// <summary>Where the class name, the layers and the edges of one model stand: kept beside the graph, so that moving code changes only this.</summary>
/// <param name="Model">Full name of the model.</param>
/// <param name="ClassName">The class's name in the source.</param>
/// <param name="Edges">By edge name or layer path.</param>
internal sealed record SpanTable(string Model, SourceSpan ClassName, EquatableArray<EdgeSpan> Edges)
{
    /// <summary>The span of an edge, layer or parameter; the class name where it is unknown.</summary>
    public SourceSpan Find(string? name)
    {
        while (!string.IsNullOrEmpty(name))
        {
            foreach (var edge in Edges)
            {
                if (edge.Name == name) return edge.Span;
            }

            var dot = name!.LastIndexOf('.');
            name = dot < 0 ? null : name.Substring(0, dot);
        }

        return ClassName;
    }
}
