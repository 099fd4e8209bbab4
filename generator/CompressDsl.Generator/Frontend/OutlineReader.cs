using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads what a class says about itself even when its network is not understood.</summary>
internal static class OutlineReader
{
    /// <summary>The outline of a model; null when no code can be added to the class.</summary>
    public static ModelOutline? Read(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsFileLocal || type.TypeKind != TypeKind.Class || TypeDeclarations.Containers(type).Any(t => !IsPartial(t))) return null;
        if (ModelReader.Forwards(type).FirstOrDefault() is not { } forward) return null;
        var inputs = forward.Parameters.Select(Input).ToArray();
        var varies = inputs.Any(i => i.Varies);
        return new ModelOutline(
            TypeDeclarations.Of(type), new EquatableArray<PortOutline>(inputs),
            new EquatableArray<PortOutline>(OutputNames(forward).Select(name => new PortOutline(name, false, varies))),
            HasTraining(compilation), KnownTypes.Attribute(type, KnownTypes.DistillAttribute) is not null)
        {
            HasTorchSharp = HasTorchSharp(compilation),
        };
    }

    public static bool HasTraining(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(a => a.Name == KnownTypes.TrainingAssembly);

    public static bool HasTorchSharp(Compilation compilation) => compilation.GetTypeByMetadataName(KnownTypes.Torch) is not null;

    /// <summary>The names of Forward's results: of the tuple's elements where they have some.</summary>
    public static IEnumerable<string> OutputNames(IMethodSymbol forward)
    {
        if (forward.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple) return ["output"];
        return tuple.TupleElements.Select((e, i) =>
            e.IsExplicitlyNamedTupleElement ? e.Name : "output" + (i + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static PortOutline Input(IParameterSymbol parameter)
    {
        var attribute = KnownTypes.Attribute(parameter, KnownTypes.InputAttribute);
        return attribute is null
            ? new PortOutline(parameter.Name, false, false)
            : new PortOutline(parameter.Name, InputReader.ElementOf(attribute) == ElementType.Int32, attribute.NamedArguments.Any(a => a.Key == "Max"));
    }

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(r => r.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
}
