using CompressDsl.Core;
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

    /// <summary>Reports problems as soon as there are some, in the trees of the compilation, so that pragmas hold for them.</summary>
    public static void ReportProblems(this IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EquatableArray<Problem>> found)
    {
        var some = found.Where(static problems => problems.Count > 0).Combine(context.CompilationProvider);
        context.RegisterSourceOutput(some, static (output, pair) =>
        {
            foreach (var problem in pair.Left) output.ReportDiagnostic(ToDiagnostic(problem, pair.Right));
        });
    }

    /// <summary>The problems with the places of their edges, which the model's span table has.</summary>
    public static EquatableArray<Problem> Locate(ModelProblems found, IEnumerable<SpanTable> tables)
    {
        var spans = tables.FirstOrDefault(t => t.Model == found.Model);
        return new EquatableArray<Problem>(found.Problems.Select(p => p.Place.Span is null ? p with { Place = new Place(spans?.Find(p.Place.Name), null) } : p));
    }

    /// <summary>Warns of a checkpoint that no model of the project asks for.</summary>
    public static void ReportUnused(this SourceProductionContext output, ModelWeights weights, IEnumerable<SpanTable> tables)
    {
        if (tables.Any(t => ModelInput.IsOf(weights, t.Model))) return;
        output.ReportDiagnostic(ToDiagnostic(Problem.Of(ProblemId.WeightsWithoutModel, null, weights.Source, weights.Model), null));
    }

    private static Diagnostic ToDiagnostic(Problem problem, Compilation? compilation)
    {
        var arguments = problem.Arguments.Concat(Enumerable.Repeat("", MaxArguments)).Take(MaxArguments);
        return Diagnostic.Create(WithOrigin(Descriptor.All[problem.Id], problem.Origin), Locate(problem.Place.Span, compilation), arguments.ToArray<object>());
    }

    /// <summary>Names the place in another assembly behind the message.</summary>
    private static DiagnosticDescriptor WithOrigin(DiagnosticDescriptor descriptor, string? origin) => origin is null
        ? descriptor
        : new DiagnosticDescriptor(
            descriptor.Id, descriptor.Title, $"{descriptor.MessageFormat} (in {origin.Replace("{", "{{").Replace("}", "}}")})",
            descriptor.Category, descriptor.DefaultSeverity, descriptor.IsEnabledByDefault, helpLinkUri: descriptor.HelpLinkUri);

    private static Location Locate(SourceSpan? span, Compilation? compilation)
    {
        if (span is null) return Location.None;
        var text = new TextSpan(span.Start, span.Length);
        var tree = compilation?.SyntaxTrees.FirstOrDefault(t => t.FilePath == span.Path && t.Length >= text.End);
        if (tree is not null) return Location.Create(tree, text);
        if (span.Path.Length == 0) return Location.None;
        var lines = new LinePositionSpan(new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn));
        return Location.Create(span.Path, text, lines);
    }
}
