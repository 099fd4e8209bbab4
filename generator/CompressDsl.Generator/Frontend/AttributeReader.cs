using System.Globalization;
using CompressDsl.Core;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Reads compression attributes. Values that <see cref="AttributeChecks"/> refuses read as if the attribute were not there.</summary>
internal static class AttributeReader
{
    private const int DefaultN = 2;
    private const int DefaultM = 4;

    /// <summary>Factor of a hint that gives none.</summary>
    public const double HintWeight = 0.1;

    /// <summary>The attributes of a field or property.</summary>
    public static CompressionAttributes OfField(ISymbol field) => new(Quantize(field), Prune(field));

    /// <summary>The attributes of a class, or else those of its bases.</summary>
    public static CompressionAttributes OfClass(INamedTypeSymbol type)
    {
        var result = CompressionAttributes.None;
        for (var t = type; t is not null; t = t.BaseType) result = OfField(t).OverriddenBy(result);
        return result;
    }

    /// <summary>How a model is stored; what its class does not say, a base may.</summary>
    public static StorageMode Storage(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (KnownTypes.Attribute(t, KnownTypes.StorageAttribute) is not { ConstructorArguments.Length: 1 } attribute) continue;
            if (attribute.ConstructorArguments[0].Value is int mode) return (StorageMode)mode;
        }

        return StorageMode.Fast;
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
        var (grid, activations) = (Grid(attribute), Argument(attribute, "ActivationBits", 8));
        var isValid = IsBits(bits) && IsGroupSize(grid.GroupSize) && (!grid.HasCodebook || IsCodebook(bits, grid.GroupSize)) && grid.Conflict(bits) is null
            && Enum.IsDefined(typeof(QuantizationMode), mode) && Enum.IsDefined(typeof(Granularity), grid.Granularity);
        return isValid && IsActivationBits(activations) && (mode != QuantizationMode.WeightOnly || activations == 8) ? new Quantization(bits, mode, grid, activations) : null;
    }

    /// <summary>The grid that a <c>[Quantize]</c> asks for, beside its bits.</summary>
    public static GridDetails Grid(AttributeData attribute) => new(
        Argument(attribute, "GroupSize", 0),
        Argument(attribute, "Codebook", false),
        (Granularity)Argument(attribute, "Granularity", (int)Granularity.PerChannel),
        Argument(attribute, "PowerOfTwoScales", false),
        !Argument(attribute, "Symmetric", true));

    private static Pruning? Prune(ISymbol symbol)
    {
        if (KnownTypes.Attribute(symbol, KnownTypes.PruneAttribute) is not { } attribute) return null;
        var pattern = (PrunePattern)Argument(attribute, "Pattern", (int)PrunePattern.Unstructured);
        var scope = (PruneScope)Argument(attribute, "Scope", (int)PruneScope.Global);
        var sparsity = Sparsity(attribute);
        var criterion = (PruneCriterion)Argument(attribute, "Criterion", (int)PruneCriterion.L1);
        var isValid = IsSparsity(sparsity) && Enum.IsDefined(typeof(PrunePattern), pattern) && Enum.IsDefined(typeof(PruneScope), scope)
            && Enum.IsDefined(typeof(PruneCriterion), criterion);
        if (!isValid || GroupMistake(attribute) is not null || PruneSettings.Mistake(attribute) is not null) return null;
        var (n, m) = pattern == PrunePattern.NM ? (Argument(attribute, "N", DefaultN), Argument(attribute, "M", DefaultM)) : (0, 0);
        return new Pruning(sparsity, pattern, scope, new PruneDetails(n, m, criterion, Argument(attribute, "Floor", 0.0)))
        {
            ChannelsCompete = PruneSettings.ChannelsCompete(attribute),
        };
    }

    /// <summary>What is wrong with N and M of a <c>[Prune]</c>, or null.</summary>
    public static string? GroupMistake(AttributeData attribute)
    {
        var isGiven = attribute.NamedArguments.Any(a => a.Key is "N" or "M");
        if (Argument(attribute, "Pattern", (int)PrunePattern.Unstructured) != (int)PrunePattern.NM)
            return isGiven ? "only Pattern = PrunePattern.NM has groups" : null;
        var details = new PruneDetails(Argument(attribute, "N", DefaultN), Argument(attribute, "M", DefaultM));
        if (details.M is < 2 or > PruneDetails.LargestM) return "a group has 2 to 64 weights";
        if (details.N < 1 || details.N >= details.M) return "at least one weight of a group stays, and fewer than all";
        var share = details.Share.ToString("R", CultureInfo.InvariantCulture);
        return Math.Abs(Sparsity(attribute) - details.Share) < 1e-9 ? null : $"their share of zeros is {share}, write [Prune({share}, ...)]";
    }

    public static bool IsTemperature(double temperature) => temperature > 0 && !double.IsInfinity(temperature);

    public static bool IsAlpha(double alpha) => alpha is >= 0 and <= 1;

    public static bool IsHintWeight(double weight) => weight > 0 && !double.IsInfinity(weight);

    public static bool IsBits(int bits) => bits is >= 1 and <= 8 or 32;

    public static bool IsActivationBits(int bits) => bits is >= 2 and <= 8 or Quantization.Wide;

    public static bool IsGroupSize(int size) => size is 0 or 16 or 32 or 64 or 128 or 256;

    public static bool IsCodebook(int bits, int group) => bits is >= 2 and <= 7 && group == 0;

    public static bool IsSparsity(double sparsity) => sparsity is >= 0 and < 1;
}
