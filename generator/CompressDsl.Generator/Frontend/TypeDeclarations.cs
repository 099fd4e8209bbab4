using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Class symbols as plain data.</summary>
internal static class TypeDeclarations
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None);

    public static TypeDeclaration Of(INamedTypeSymbol type)
    {
        var chain = Containers(type).ToArray();
        return new TypeDeclaration(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            new EquatableArray<string>(chain.Select(Header)),
            type.Name,
            FullName(type),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            HintName(type, chain),
            chain.All(t => t.DeclaredAccessibility == Accessibility.Public) ? "public" : "internal")
        {
            HidesBase = Bases(type).Any(b => !b.IsAbstract && ModelReader.Forwards(b).Any()),
        };
    }

    public static string FullName(ITypeSymbol type) => type.ToDisplayString(Full);

    /// <summary>The type and the types around it, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Containers(outer).Append(type) : [type];

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type) => type.BaseType is { } b ? Bases(b).Prepend(b) : [];

    private static string Header(INamedTypeSymbol type) => $"partial {Keyword(type)} {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}";

    public static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (_, true) => "record",
        _ => "class",
    };

    private static string HintName(INamedTypeSymbol type, IEnumerable<INamedTypeSymbol> chain)
    {
        var names = chain.Select(t => t.Arity == 0 ? t.Name : $"{t.Name}_{t.Arity}");
        return type.ContainingNamespace.IsGlobalNamespace
            ? string.Join(".", names)
            : $"{type.ContainingNamespace.ToDisplayString()}.{string.Join(".", names)}";
    }
}
