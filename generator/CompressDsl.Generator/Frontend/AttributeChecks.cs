using System.Globalization;
using CompressDsl.Core;
using CompressDsl.Generator.Support;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Checks every attribute of the DSL where it stands, whether or not a model uses what it stands on.</summary>
internal static class AttributeChecks
{
    /// <summary><see cref="Check"/>, where a failure of the compiler is a problem too.</summary>
    public static EquatableArray<Problem> CheckSafely(ISymbol target, IEnumerable<AttributeData> attributes)
    {
        try
        {
            return new EquatableArray<Problem>(attributes.SelectMany(a => Check(target, a)));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var problem = Problem.At(ProblemId.InternalError, ModelReader.NameOf(target), target.Name, $"{error.GetType().Name}: {error.Message}");
            return new EquatableArray<Problem>(problem);
        }
    }

    /// <summary>What is wrong with one attribute; empty when nothing is.</summary>
    public static EquatableArray<Problem> Check(ISymbol target, AttributeData attribute)
    {
        var place = attribute.ApplicationSyntaxReference?.GetSyntax() is { } syntax ? Places.Of(syntax) : ModelReader.NameOf(target);
        var name = attribute.AttributeClass!.Name;
        name = name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
        var problems = Values(name, attribute, target, place).Concat(Placement(name, target, place));
        return new EquatableArray<Problem>(problems);
    }

    private static IEnumerable<Problem> Values(string name, AttributeData attribute, ISymbol target, SourceSpan place)
    {
        foreach (var (argument, value) in attribute.NamedArguments.Select(a => (a.Key, a.Value)).Concat(attribute.ConstructorArguments.Select(a => ("Mode", a))))
        {
            if (value is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } number } || IsNamed(type, number)) continue;
            yield return Problem.At(ProblemId.AttributeValue, place, name, argument, Text(Convert.ToDouble(number, CultureInfo.InvariantCulture)));
        }

        var temperature = AttributeReader.Argument(attribute, "Temperature", 4.0);
        var alpha = AttributeReader.Argument(attribute, "Alpha", 0.9);
        foreach (var problem in QuantizeChecks.Of(attribute, place)) yield return problem;
        if (!AttributeReader.IsTemperature(temperature)) yield return Problem.At(ProblemId.TemperatureOutOfRange, place, Text(temperature));
        if (!AttributeReader.IsAlpha(alpha)) yield return Problem.At(ProblemId.AlphaOutOfRange, place, Text(alpha));
        var weight = AttributeReader.Argument(attribute, "Weight", AttributeReader.HintWeight);
        if (name == "Hint" && !AttributeReader.IsHintWeight(weight)) yield return Problem.At(ProblemId.HintWeight, place, Text(weight), target.Name);
        if (attribute.ConstructorArguments.Length != 1) yield break;
        var given = attribute.ConstructorArguments[0].Value;
        if (name == "Prune" && given is double sparsity && !AttributeReader.IsSparsity(sparsity))
        {
            yield return Problem.At(ProblemId.SparsityOutOfRange, place, Text(sparsity));
        }

        if (name == "Prune" && AttributeReader.GroupMistake(attribute) is { } mistake)
        {
            var (n, m) = (AttributeReader.Argument(attribute, "N", 2), AttributeReader.Argument(attribute, "M", 4));
            yield return Problem.At(ProblemId.PruneGroup, place, Text(n), Text(m), mistake);
        }

        if (name == "Prune" && PruneSettings.Mistake(attribute) is { } contradiction)
            yield return Problem.At(ProblemId.PruneSetting, place, contradiction.Setting, contradiction.Why);

        if (name == "Key" && !Keys.IsValid(given as string ?? "")) yield return Problem.At(ProblemId.InvalidKey, place, given as string ?? "", target.Name);
    }

    private static IEnumerable<Problem> Placement(string name, ISymbol target, SourceSpan place)
    {
        switch (target)
        {
            case INamedTypeSymbol type when name == "Block":
                if (!HasForward(type)) yield return Problem.At(ProblemId.NoForward, place, type.Name);
                break;
            case INamedTypeSymbol type:
                if (!HasForward(type)) yield return Problem.At(ProblemId.CompressionOnOtherClass, place, name, type.Name);
                else if (IsUnreadModel(type)) yield return Problem.At(ProblemId.NotPartial, place, type.Name, TypeDeclarations.Keyword(type));
                else if (name == "Storage" && !ModelReader.Forwards(type).Any()) yield return Problem.At(ProblemId.StorageOfBlock, place, type.Name);
                else if (name == "Distill" && !ModelReader.Forwards(type).Any()) yield return Problem.At(ProblemId.DistillOnBlock, place, type.Name);
                break;
            case IFieldSymbol field when !HoldsLayers(field.Type):
                yield return Problem.At(ProblemId.CompressionOnOtherField, place, name, field.Name, Short(field.Type));
                break;
            case IPropertySymbol property when !HoldsLayers(property.Type):
                yield return Problem.At(ProblemId.CompressionOnOtherField, place, name, property.Name, Short(property.Type));
                break;
        }
    }

    /// <summary>Whether a field of this type can hold a layer or block.</summary>
    public static bool HoldsLayers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsLayers(array.ElementType),
        ITypeParameterSymbol or IErrorTypeSymbol => true,
        INamedTypeSymbol list when KnownTypes.IsList(list) || list.TypeKind == TypeKind.Interface && list.TypeArguments.Length == 1 => HoldsLayers(list.TypeArguments[0]),
        _ => KnownTypes.IsInDsl(type) || HasForward(type),
    };

    public static bool HasForward(ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers("Forward").OfType<IMethodSymbol>().Any()) return true;
        }

        return type.AllInterfaces.Any(i => i.GetMembers("Forward").Length > 0);
    }

    /// <summary>A class that inherits its Forward is a model, and is read as one, when it is partial.</summary>
    private static bool IsUnreadModel(INamedTypeSymbol type) =>
        !type.IsAbstract && !ModelReader.OwnForwards(type).Any() && ModelReader.Forwards(type).Any()
        && !type.DeclaringSyntaxReferences.Any(r => Providers.MayInherit(r.GetSyntax()));

    private static bool IsNamed(INamedTypeSymbol type, object number) =>
        type.GetMembers().OfType<IFieldSymbol>().Any(f => f.HasConstantValue && Equals(f.ConstantValue, number));

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    internal static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
