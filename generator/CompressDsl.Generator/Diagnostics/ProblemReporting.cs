using CompressDsl.Generator.Frontend;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Problems as Roslyn's diagnostics.</summary>
internal static class ProblemReporting
{
    /// <summary>Makes the diagnostic; a problem without a span stands where <paramref name="spans"/> has its edge.</summary>
    public static Diagnostic ToDiagnostic(this Problem problem, SpanTable? spans)
    {
        var span = problem.Place.Span ?? spans?.Find(problem.Place.Name);
        return Diagnostic.Create(Descriptor.All[problem.Id], Locate(span), problem.Arguments.ToArray<object>());
    }

    private static Location Locate(SourceSpan? span) => span is null || span.Path.Length == 0
        ? Location.None
        : Location.Create(
            span.Path,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn)));
}
