using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads compression attributes. Values that <see cref="AttributeChecks"/> refuses read as if the attribute were not there.</summary>
internal static class AttributeReader
{
    /// <summary>The attributes of a field or property.</summary>
    public static CompressionAttributes OfField(ISymbol field) => new(Quantize(field), Prune(field));

    /// <summary>The attributes of a class, or else those of its bases.</summary>
    public static CompressionAttributes OfClass(INamedTypeSymbol type)
    {
        var result = CompressionAttributes.None;
        for (var t = type; t is not null; t = t.BaseType) result = OfField(t).OverriddenBy(result);
        return result;
    }

    public static T Argument<T>(AttributeData attribute, string name, T fallback)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Value is T value) return value;
        }

        return fallback;
    }

    public static double Sparsity(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is double value ? value : double.NaN;

    private static Quantization? Quantize(ISymbol symbol)
    {
        if (KnownTypes.Attribute(symbol, KnownTypes.QuantizeAttribute) is not { } attribute) return null;
        var bits = Argument(attribute, "Bits", 8);
        var mode = (QuantizationMode)Argument(attribute, "Mode", (int)QuantizationMode.Static);
        var group = Argument(attribute, "GroupSize", 0);
        var codebook = Argument(attribute, "Codebook", false);
        var isValid = IsBits(bits) && IsGroupSize(group) && (!codebook || IsCodebook(bits, group)) && Enum.IsDefined(typeof(QuantizationMode), mode);
        return isValid ? new Quantization(bits, mode, group, codebook) : null;
    }

    private static Pruning? Prune(ISymbol symbol)
    {
        if (KnownTypes.Attribute(symbol, KnownTypes.PruneAttribute) is not { } attribute) return null;
        var pattern = (PrunePattern)Argument(attribute, "Pattern", (int)PrunePattern.Unstructured);
        var scope = (PruneScope)Argument(attribute, "Scope", (int)PruneScope.Global);
        var sparsity = Sparsity(attribute);
        var isValid = IsSparsity(sparsity) && Enum.IsDefined(typeof(PrunePattern), pattern) && Enum.IsDefined(typeof(PruneScope), scope);
        return isValid ? new Pruning(sparsity, pattern, scope) : null;
    }

    public static bool IsTemperature(double temperature) => temperature > 0 && !double.IsInfinity(temperature);

    public static bool IsAlpha(double alpha) => alpha is >= 0 and <= 1;

    public static bool IsBits(int bits) => bits is >= 2 and <= 8 or 32;

    public static bool IsGroupSize(int size) => size is 0 or 16 or 32 or 64 or 128 or 256;

    public static bool IsCodebook(int bits, int group) => bits is >= 2 and <= 7 && group == 0;

    public static bool IsSparsity(double sparsity) => sparsity is >= 0 and < 1;
}
