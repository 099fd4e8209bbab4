using System.Collections.Immutable;
using CompressDsl.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompressDsl.Generator.Diagnostics;

/// <summary>
/// Silences advice that is wrong for compile-time DSL: Forward and the fields of a network are read by the generator, although no
/// C# code uses them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DslSuppressor : DiagnosticSuppressor
{
    private const string Reason = "Forward and the fields of a network are read by the CompressDsl compiler.";

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> ById =
        new[] { "CA1822", "CA1823", "IDE0051", "IDE0052", "CS0169", "CS0414" }
            .ToImmutableDictionary(id => id, id => new SuppressionDescriptor("CDSLS-" + id, id, Reason));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. ById.Values];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree) continue;
            var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            var symbol = context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken);
            if (symbol is not null && IsOfNetwork(symbol)) context.ReportSuppression(Suppression.Create(ById[diagnostic.Id], diagnostic));
        }
    }

    private static bool IsOfNetwork(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { Name: "Forward" } method => KnownTypes.IsValue(method.ReturnType) || method.Parameters.Any(p => KnownTypes.IsValue(p.Type)),
        IMethodSymbol method => KnownTypes.Attribute(method, KnownTypes.LossAttribute) is not null,
        IFieldSymbol field => AttributeChecks.HoldsLayers(field.Type),
        IPropertySymbol property => AttributeChecks.HoldsLayers(property.Type),
        _ => false,
    };
}
