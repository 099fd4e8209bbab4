using System.Threading;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>Short forms for the generator's steps.</summary>
internal static class Providers
{
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class =>
        values.Where(static value => value is not null).Select(static (value, _) => value!);

    /// <summary>Every model class of the compilation, read.</summary>
    public static IncrementalValuesProvider<ModelReading> Readings(this IncrementalGeneratorInitializationContext context)
    {
        var written = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.InputAttribute,
                static (node, _) => node is ParameterSyntax,
                static (c, cancellation) => c.TargetSymbol is IParameterSymbol input ? ModelReader.Read(input, c.SemanticModel.Compilation, cancellation) : null)
            .WhereNotNull();
        var inherited = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => MayInherit(node), static (c, cancellation) => Derived(c, cancellation))
            .WhereNotNull();
        return written.Collect().Combine(inherited.Collect()).SelectMany(static (pair, _) => pair.Left.AddRange(pair.Right));
    }

    /// <summary>The models, each with the fields shown that students of the compilation learn from.</summary>
    public static IncrementalValuesProvider<ModelDeclaration> Showing(this IncrementalValuesProvider<ModelDeclaration> models)
    {
        var requests = models.Select(static (model, _) => new EquatableArray<FeatureRequest>(model.Requests)).Where(static r => r.Count > 0).Collect();
        return models.Combine(requests).Select(static (pair, _) => pair.Left.Showing(pair.Right.SelectMany(r => r)));
    }

    /// <summary>What the compilation offers to its models, once for each of them.</summary>
    public static IncrementalValueProvider<EquatableArray<ModelEnvironment>> Environments(this IncrementalValuesProvider<ModelDeclaration> models) =>
        models.Select(static (model, _) => model.Environment).Collect().Select(static (all, _) => new EquatableArray<ModelEnvironment>(all.Distinct()));

    /// <summary>Every block that is meant for other projects.</summary>
    public static IncrementalValuesProvider<BlockExport> Blocks(this IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            KnownTypes.BlockAttribute,
            static (_, _) => true,
            static (c, cancellation) => BlockExporter.Export(c.TargetSymbol, c.SemanticModel.Compilation, cancellation));

    /// <summary>Whether a declaration can be that of a model which inherits its Forward.</summary>
    public static bool MayInherit(SyntaxNode node) =>
        node is ClassDeclarationSyntax or RecordDeclarationSyntax
        && node is TypeDeclarationSyntax { BaseList: not null } type
        && type.Modifiers.Any(SyntaxKind.PartialKeyword) && !type.Modifiers.Any(SyntaxKind.AbstractKeyword);

    private static ModelReading? Derived(GeneratorSyntaxContext context, CancellationToken cancellation) =>
        context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is INamedTypeSymbol type
            ? ModelReader.ReadDerived(type, context.Node, context.SemanticModel.Compilation, cancellation)
            : null;

    /// <summary>The problems of every place where an attribute stands.</summary>
    public static IncrementalValuesProvider<EquatableArray<Problem>> CheckAttributes(
        this IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                static (c, _) => AttributeChecks.CheckSafely(c.TargetSymbol, c.Attributes))
            .Where(static problems => problems.Count > 0);
}
