using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Names of fields in the state dict.</summary>
internal static class Keys
{
    /// <summary>Where a field, property or primary-constructor parameter puts what it holds.</summary>
    public static FieldPlace PlaceOf(ISymbol member, Reading reading) => new(
        Given(member) ?? member.Name.TrimStart('_'),
        AttributeReader.OfField(member),
        member.Locations.FirstOrDefault(l => l.IsInSource) is { } location ? reading.At(location) : null);

    /// <summary>The name in <c>[Key]</c>, if there is a valid one.</summary>
    private static string? Given(ISymbol member) =>
        KnownTypes.Attribute(member, KnownTypes.KeyAttribute) is { ConstructorArguments.Length: 1 } key
        && key.ConstructorArguments[0].Value is string name && IsValid(name)
            ? name
            : null;

    /// <summary>Letters, digits, underscores and hyphens between dots.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0 && name.Split('.').All(part => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'));
}
