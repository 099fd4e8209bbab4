using System.Globalization;
using System.Threading;
using CompressDsl.Core;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>
/// Takes the source of a <c>[Block]</c> class and of the types that it uses out of a compilation, and makes sure that it compiles without
/// the rest.
/// </summary>
internal static class BlockExporter
{
    /// <summary>The block's sources, or why there are none. Never throws but for cancellation.</summary>
    /// <param name="target">What the attribute stands at: in sources being typed also what is no class, which C# reports itself.</param>
    public static BlockExport Export(ISymbol target, Compilation compilation, CancellationToken cancellation)
    {
        if (target is not INamedTypeSymbol block) return BlockExport.Nothing;
        try
        {
            return AttributeChecks.HasForward(block) ? Collect(block, compilation, cancellation) : BlockExport.Nothing;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return Refuse(ProblemId.InternalError, block, $"{error.GetType().Name}: {error.Message}");
        }
    }

    private static BlockExport Collect(INamedTypeSymbol block, Compilation compilation, CancellationToken cancellation)
    {
        var types = BlockClosure.Of(block, compilation, cancellation);
        if (types.FirstOrDefault(t => t.IsFileLocal) is { } local)
        {
            return Refuse(ProblemId.BlockNotExported, block, $"it uses '{local.Name}', which ends with its file; make that internal");
        }

        var globals = BlockText.GlobalUsings(compilation);
        var declarations = types.SelectMany(t => t.DeclaringSyntaxReferences.Select(r => (Type: t, Syntax: r.GetSyntax(cancellation)))).ToList();
        var trees = declarations.Select((d, i) => Parse(BlockText.Of(d.Syntax, globals), d.Syntax.SyntaxTree, i)).ToList();
        var alone = CSharpCompilation.Create(
            "CompressDsl.Blocks", trees, compilation.References, (CSharpCompilationOptions)compilation.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        var found = alone.GetDiagnostics(cancellation);
        var error = found.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && UsingOf(d) is null);
        if (error is not null && !declarations.Any(d => IsBroken(d.Syntax, compilation, cancellation)))
        {
            return Refuse(ProblemId.BlockNotExported, block, Describe(error));
        }

        var needless = new HashSet<SyntaxNode>(found.Where(d => d.Id == "CS8019" || d.Severity == DiagnosticSeverity.Error).Select(UsingOf).OfType<SyntaxNode>());
        return new BlockExport(new EquatableArray<BlockSource>(declarations.Select((d, i) => new BlockSource(BlockClosure.NameOf(d.Type), Prune(trees[i], needless)))), default);
    }

    /// <summary>Whether there are errors that have nothing to do with the export: C#'s to report, or gone once code is generated.</summary>
    private static bool IsBroken(SyntaxNode declaration, Compilation compilation, CancellationToken cancellation) =>
        compilation.GetSemanticModel(declaration.SyntaxTree).GetDiagnostics(declaration.Span, cancellation).Any(d => d.Severity == DiagnosticSeverity.Error);

    private static SyntaxTree Parse(string text, SyntaxTree original, int index)
    {
        var options = ((CSharpParseOptions)original.Options).WithDocumentationMode(DocumentationMode.Parse).WithPreprocessorSymbols();
        return CSharpSyntaxTree.ParseText(text, options, index.ToString(CultureInfo.InvariantCulture));
    }

    private static UsingDirectiveSyntax? UsingOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>();

    private static string Prune(SyntaxTree tree, HashSet<SyntaxNode> needless)
    {
        var root = tree.GetRoot();
        return root.RemoveNodes(root.DescendantNodes().Where(needless.Contains), SyntaxRemoveOptions.KeepDirectives)!.ToFullString();
    }

    private static string Describe(Diagnostic error)
    {
        var place = error.Location.GetMappedLineSpan();
        var line = (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return $"taken out of this project, line {line} of {place.Path} says: {error.GetMessage(CultureInfo.InvariantCulture)}";
    }

    private static BlockExport Refuse(string id, INamedTypeSymbol block, string reason) =>
        new(default, new EquatableArray<Problem>(Problem.At(id, ModelReader.NameOf(block), block.Name, reason)));
}
