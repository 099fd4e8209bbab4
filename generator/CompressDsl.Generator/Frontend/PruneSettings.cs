using System.Globalization;
using Microsoft.CodeAnalysis;

namespace CompressDsl.Generator.Frontend;

/// <summary>Settings of a <c>[Prune]</c> that contradict each other.</summary>
internal static class PruneSettings
{
    /// <summary>The setting that is wrong, as it is written, and why; null where none is.</summary>
    public static (string Setting, string Why)? Mistake(AttributeData attribute)
    {
        var pattern = Of(attribute, "Pattern", PrunePattern.Unstructured);
        var scope = Of(attribute, "Scope", PruneScope.Global);
        if (FloorMistake(attribute, pattern, scope) is { } floor) return ($"Floor = {Text(Floor(attribute))}", floor);
        return IsGlobal(attribute) && Of(attribute, "Criterion", PruneCriterion.L1) == PruneCriterion.Wanda
            ? ("Scope = PruneScope.Global", "PruneCriterion.Wanda compares the weights of one output, not those of different layers")
            : null;
    }

    /// <summary>Whether <c>Scope = PruneScope.Global</c> is written, and not only the default.</summary>
    private static bool IsGlobal(AttributeData attribute) =>
        attribute.NamedArguments.Any(a => a.Key == "Scope") && Of(attribute, "Scope", PruneScope.Global) == PruneScope.Global;

    /// <summary>Whether a share of channels is one of the channels of all layers together.</summary>
    public static bool ChannelsCompete(AttributeData attribute) =>
        Of(attribute, "Pattern", PrunePattern.Unstructured) == PrunePattern.Channels && (IsGlobal(attribute) || IsByLayer(Of(attribute, "Scope", PruneScope.Global)));

    private static bool IsByLayer(PruneScope scope) => scope is PruneScope.ErdosRenyi or PruneScope.Sensitivity;

    private static string? FloorMistake(AttributeData attribute, PrunePattern pattern, PruneScope scope)
    {
        var (floor, sparsity) = (Floor(attribute), AttributeReader.Sparsity(attribute));
        if (floor == 0) return null;
        if (!(floor > 0 && floor < 1)) return "the share of a layer that stays is at least 0 and below 1";
        if (scope == PruneScope.Layer) return "with Scope = PruneScope.Layer every layer has the same share";
        if (!IsByLayer(scope) && !ChannelsCompete(attribute) && SharesAlike(pattern) is { } why) return why;
        return floor <= 1 - sparsity ? null : $"of all layers together {Text(Math.Round(1 - sparsity, 12))} stays";
    }

    private static string? SharesAlike(PrunePattern pattern) => pattern switch
    {
        PrunePattern.NM => "with Pattern = PrunePattern.NM every group has the same share",
        PrunePattern.Channels => "with Pattern = PrunePattern.Channels every layer has the same share",
        _ => null,
    };

    private static double Floor(AttributeData attribute) => AttributeReader.Argument(attribute, "Floor", 0.0);

    private static T Of<T>(AttributeData attribute, string name, T fallback)
        where T : struct, Enum => (T)(object)AttributeReader.Argument(attribute, name, (int)(object)fallback);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
