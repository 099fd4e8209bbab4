using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompressDsl.Generator.Frontend;

/// <summary>
/// A compilation in which models are read: the user's, with the sources of blocks that its references carry. There they win over the
/// compiled types of the same name, so that a block of another assembly is read as one of this.
/// </summary>
internal sealed class LibraryBlocks
{
    private static readonly ConditionalWeakTable<Compilation, LibraryBlocks> Known = new();

    private readonly Dictionary<SyntaxTree, string> assemblies = [];
    private readonly ConcurrentDictionary<SyntaxTree, string> declarationErrors = new();
    private readonly Dictionary<string, BlockRefusal> refused = [];
    private readonly string? failure;

    private LibraryBlocks(Compilation compilation)
    {
        Compilation = compilation;
        try
        {
            var sources = new CarriedSources(compilation);
            refused = sources.Refused;
            foreach (var source in sources.Usable) Add(source, (CSharpParseOptions)compilation.SyntaxTrees.First().Options);
            if (assemblies.Count > 0) Compilation = compilation.AddSyntaxTrees(assemblies.Keys);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            assemblies.Clear();
            failure = $"{error.GetType().Name}: {error.Message}";
        }
    }

    /// <summary>The compilation to read in.</summary>
    public Compilation Compilation { get; }

    /// <summary>Made once for every compilation.</summary>
    public static LibraryBlocks Of(Compilation compilation) => Known.GetValue(compilation, static c => new LibraryBlocks(c));

    /// <summary>Whether a tree came from an assembly, so that its places are not the user's.</summary>
    public bool IsCarried(SyntaxTree? tree) => tree is not null && assemblies.ContainsKey(tree);

    /// <summary>The assembly that carried a tree.</summary>
    public string AssemblyOf(SyntaxTree tree) => assemblies[tree];

    /// <summary>Where something in a carried tree was written: file, line, assembly.</summary>
    public string OriginOf(Location location)
    {
        var place = location.GetMappedLineSpan();
        var line = (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return $"{place.Path}, line {line}, of assembly '{assemblies[location.SourceTree!]}'";
    }

    /// <summary>The symbol of the user's type in <see cref="Compilation"/>.</summary>
    public INamedTypeSymbol Find(INamedTypeSymbol type)
    {
        if (assemblies.Count == 0) return type;
        var declaration = type.DeclaringSyntaxReferences[0].GetSyntax();
        return Compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration) as INamedTypeSymbol ?? type;
    }

    /// <summary>Why a type has no source here, as id and arguments of a problem.</summary>
    public (string Id, string[] Arguments) WhyWithoutSource(INamedTypeSymbol type) =>
        refused.TryGetValue(BlockClosure.NameOf(type), out var refusal) ? (refusal.Id, [type.Name, refusal.Assembly, refusal.Reason])
        : failure is not null ? (ProblemId.BlockSourceUnreadable, [type.Name, AssemblyOf(type), failure])
        : (ProblemId.BlockWithoutSource, [type.Name, AssemblyOf(type)]);

    /// <summary>What C# says of the declarations in a carried tree, null when nothing: what is wrong in bodies shows where they are read.</summary>
    public string? DeclarationErrorOf(SyntaxTree tree)
    {
        if (!IsCarried(tree)) return null;
        var error = declarationErrors.GetOrAdd(tree, t =>
        {
            var found = Compilation.GetSemanticModel(t).GetDeclarationDiagnostics();
            return found.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error)?.GetMessage(CultureInfo.InvariantCulture) ?? "";
        });
        return error.Length > 0 ? error : null;
    }

    /// <summary>What C# says of a place in a carried tree.</summary>
    public string ErrorAt(SyntaxNode node)
    {
        var errors = Compilation.GetSemanticModel(node.SyntaxTree).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var error = errors.FirstOrDefault(d => d.Location.SourceSpan.IntersectsWith(node.Span)) ?? errors.FirstOrDefault();
        return error?.GetMessage(CultureInfo.InvariantCulture) ?? "it does not compile here";
    }

    private static string AssemblyOf(INamedTypeSymbol type) => type.ContainingAssembly?.Name ?? "another assembly";

    private void Add(CarriedSource source, CSharpParseOptions options)
    {
        options = options.WithPreprocessorSymbols().WithDocumentationMode(DocumentationMode.None);
        var tree = CSharpSyntaxTree.ParseText(source.Text!, options, $"{source.Assembly}/{source.Type}");
        if (tree.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
        {
            refused[source.Type] = new(ProblemId.BlockSourceUnreadable, source.Assembly, error.GetMessage(CultureInfo.InvariantCulture));
        }
        else
        {
            assemblies.Add(tree, source.Assembly);
        }
    }
}
