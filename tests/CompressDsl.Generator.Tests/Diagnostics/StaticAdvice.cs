using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

#pragma warning disable RS1029, RS1036, RS1041, RS2008 // stands in for the SDK's analyzer of the same id

namespace CompressDsl.Generator.Tests.Diagnostics;

/// <summary>Advises, as the SDK's analyzer does, to make every private method static.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StaticAdvice : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("CA1822", "Make it static", "Make it static", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(
            c =>
            {
                if (c.Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary }) c.ReportDiagnostic(Diagnostic.Create(Rule, c.Symbol.Locations[0]));
            },
            SymbolKind.Method);
    }
}
