using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>An object of a class that the user wrote: the model, a block, or any helper object.</summary>
internal sealed class BlockDatum(INamedTypeSymbol type, CompressionAttributes attributes, bool isRoot = false) : OwnedDatum
{
    /// <summary>The constructed type.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>Fields and auto-properties, by original definition, in the order they were first written.</summary>
    public Dictionary<ISymbol, Datum> Fields { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parameters of primary constructors, by original definition.</summary>
    public Dictionary<ISymbol, Datum> Parameters { get; } = new(SymbolEqualityComparer.Default);

    public override CompressionAttributes ClassAttributes { get; } = attributes;

    public override bool IsRoot { get; } = isRoot;
}
