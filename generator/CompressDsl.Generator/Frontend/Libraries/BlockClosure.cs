using System.Threading;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>The types of one compilation that a block cannot be read without.</summary>
internal sealed class BlockClosure
{
    private readonly Compilation compilation;
    private readonly HashSet<INamedTypeSymbol> known = new(SymbolEqualityComparer.Default);
    private readonly List<INamedTypeSymbol> types = [];

    private BlockClosure(Compilation compilation) => this.compilation = compilation;

    /// <summary>The outermost types that <paramref name="block"/> and everything below it name or use, the block's own first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol block, Compilation compilation, CancellationToken cancellation)
    {
        var closure = new BlockClosure(compilation);
        closure.Add(block);
        for (var i = 0; i < closure.types.Count; i++)
        {
            foreach (var declaration in closure.types[i].DeclaringSyntaxReferences) closure.AddUsed(declaration.GetSyntax(cancellation), cancellation);
        }

        return closure.types;
    }

    /// <summary>Full metadata name of a type that stands in no other.</summary>
    public static string NameOf(INamedTypeSymbol type)
    {
        var outermost = TypeDeclarations.Containers(type.OriginalDefinition).First();
        var space = outermost.ContainingNamespace;
        return space is null or { IsGlobalNamespace: true } ? outermost.MetadataName : $"{space.ToDisplayString()}.{outermost.MetadataName}";
    }

    private void AddUsed(SyntaxNode declaration, CancellationToken cancellation)
    {
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
        foreach (var node in declaration.DescendantNodes())
        {
            var symbol = model.GetSymbolInfo(node, cancellation).Symbol;
            Add(symbol as ITypeSymbol ?? symbol?.ContainingType);
            var type = model.GetTypeInfo(node, cancellation);
            Add(type.Type);
            Add(type.ConvertedType);
        }
    }

    private void Add(ITypeSymbol? type)
    {
        while (type is IArrayTypeSymbol array) type = array.ElementType;
        if (type is not INamedTypeSymbol named) return;
        foreach (var argument in named.TypeArguments.Where(a => !SymbolEqualityComparer.Default.Equals(a, type))) Add(argument);
        var outermost = TypeDeclarations.Containers(named.OriginalDefinition).First();
        var isHere = SymbolEqualityComparer.Default.Equals(outermost.ContainingAssembly, compilation.Assembly) && !outermost.DeclaringSyntaxReferences.IsEmpty;
        if (isHere && known.Add(outermost)) types.Add(outermost);
    }
}
