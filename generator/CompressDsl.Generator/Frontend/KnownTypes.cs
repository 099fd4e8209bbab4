using CompressDsl.Generator.Operators;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>The DSL's types, told apart by name.</summary>
internal static class KnownTypes
{
    public const string Namespace = "CompressDsl";

    public const string InputAttribute = "CompressDsl.InputAttribute";
    public const string QuantizeAttribute = "CompressDsl.QuantizeAttribute";
    public const string PruneAttribute = "CompressDsl.PruneAttribute";
    public const string DistillAttribute = "CompressDsl.DistillAttribute";
    public const string HintAttribute = "CompressDsl.HintAttribute";
    public const string LossAttribute = "CompressDsl.LossAttribute";
    public const string StorageAttribute = "CompressDsl.StorageAttribute";
    public const string KeyAttribute = "CompressDsl.KeyAttribute";
    public const string BlockAttribute = "CompressDsl.BlockAttribute";
    public const string BlockSourceAttribute = "CompressDsl.Runtime.V1.BlockSourceAttribute";
    public const string ModelOutputsAttribute = "CompressDsl.Runtime.V1.ModelOutputsAttribute";
    public const string ModelInterface = "CompressDsl.IModel";
    public const string Torch = "TorchSharp.torch";
    public const string TrainingAssembly = "CompressDsl.Training";

    /// <summary>The attributes that are checked where they stand.</summary>
    public static IReadOnlyList<string> Checked { get; } = [QuantizeAttribute, PruneAttribute, DistillAttribute, StorageAttribute, KeyAttribute, BlockAttribute, HintAttribute];

    public static bool IsValue(ITypeSymbol? type) => IsDsl(type, "Value");

    public static bool IsFunctional(ITypeSymbol? type) => IsDsl(type, "Functional");

    /// <summary>The catalogue's entry of a layer type.</summary>
    public static OperatorDefinition? Layer(ITypeSymbol? type) =>
        IsInDsl(type) ? OperatorCatalogue.Find(type!.Name, SurfaceKind.Layer) : null;

    /// <summary>Whether the type is one of the DSL's own (a layer, but maybe one that this compiler does not know).</summary>
    public static bool IsInDsl(ITypeSymbol? type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsList(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "List", ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == name);

    private static bool IsDsl(ITypeSymbol? type, string name) => type?.Name == name && IsInDsl(type);
}
