using CompressDsl.Generator.Frontend;
using CompressDsl.Generator.Support;
using CompressDsl.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>Reports problems as Roslyn's diagnostics.</summary>
internal static class ProblemReporting
{
    /// <summary>Placeholders that a message can have at most.</summary>
    private const int MaxArguments = 8;

    /// <summary>Reports problems that know their spans.</summary>
    public static void Report(this SourceProductionContext output, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) output.ReportDiagnostic(ToDiagnostic(problem, null));
    }

    /// <summary>Reports problems that know their edge only; a model's span table has the place.</summary>
    public static void Report(this SourceProductionContext output, ModelProblems found, IEnumerable<SpanTable> tables)
    {
        var spans = tables.FirstOrDefault(t => t.Model == found.Model);
        foreach (var problem in found.Problems) output.ReportDiagnostic(ToDiagnostic(problem, spans));
    }

    /// <summary>Warns of a checkpoint that no model of the project asks for.</summary>
    public static void ReportUnused(this SourceProductionContext output, ModelWeights weights, IEnumerable<SpanTable> tables)
    {
        if (tables.Any(t => ModelInput.IsOf(weights, t.Model))) return;
        output.ReportDiagnostic(ToDiagnostic(Problem.Of(ProblemId.WeightsWithoutModel, null, weights.Source, weights.Model), null));
    }

    private static Diagnostic ToDiagnostic(Problem problem, SpanTable? spans)
    {
        var span = problem.Place.Span ?? spans?.Find(problem.Place.Name);
        var arguments = problem.Arguments.Concat(Enumerable.Repeat("", MaxArguments)).Take(MaxArguments);
        return Diagnostic.Create(Descriptor.All[problem.Id], Locate(span), arguments.ToArray<object>());
    }

    private static Location Locate(SourceSpan? span) => span is null || span.Path.Length == 0
        ? Location.None
        : Location.Create(
            span.Path,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn)));
}
