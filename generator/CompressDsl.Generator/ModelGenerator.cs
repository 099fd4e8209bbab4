using CompressDsl.Generator.Diagnostics;
using CompressDsl.Generator.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator;

/// <summary>The table of contents: every step from the user's class to the generated files.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var read = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.InputAttribute,
                static (node, _) => node is ParameterSyntax,
                static (c, cancellation) => ModelReader.Read((IParameterSymbol)c.TargetSymbol, c.SemanticModel.Compilation, cancellation))
            .Where(static reading => reading is not null)
            .WithTrackingName(Steps.Read);
        var models = read.Select(static (reading, _) => reading!.Declaration)
            .Where(static declaration => declaration is not null)
            .WithTrackingName(Steps.Models);
        var problems = read.Select(static (reading, _) => reading!.Problems).WithTrackingName(Steps.Problems);

        context.RegisterSourceOutput(problems, static (output, problems) =>
        {
            foreach (var problem in problems) output.ReportDiagnostic(problem.ToDiagnostic(null));
        });
        context.RegisterSourceOutput(models, static (output, model) => { });
    }
}
