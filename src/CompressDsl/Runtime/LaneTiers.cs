using System.Runtime.Intrinsics;

namespace CompressDsl.Runtime.V1;

/// <summary>Which instruction sets this processor has, and which one compiled networks use. Decided once per process.</summary>
/// <remarks>
/// The environment variable <c>COMPRESSDSL_TIER</c> (a name of <see cref="LaneTier"/>) picks another supported tier, to find out
/// whether a difference comes from the instruction set. Results of quantised networks do not depend on the tier.
/// </remarks>
public static class LaneTiers
{
    /// <summary>Name of the environment variable that overrides the choice.</summary>
    public const string Variable = "COMPRESSDSL_TIER";

    private static readonly string? Mistake = Check(Environment.GetEnvironmentVariable(Variable), out Wanted);
    private static readonly LaneTier? Wanted;
    private static readonly LaneTier BestInt32 = Wanted ?? Choose(LaneTier.AvxVnni, LaneTier.Avx512, LaneTier.Avx2, LaneTier.Vector128);
    private static readonly LaneTier BestSingle = FloatTier(Wanted ?? Choose(LaneTier.Avx512, LaneTier.Avx2, LaneTier.Vector128));

    /// <summary>The tiers this processor supports, in the order of <see cref="LaneTier"/>.</summary>
    public static IReadOnlyList<LaneTier> Supported => SupportedTiers.All;

    /// <summary>The tier of integer kernels.</summary>
    /// <exception cref="PlatformNotSupportedException"><c>COMPRESSDSL_TIER</c> names a tier that does not exist here.</exception>
    /// <remarks>A processor with both has AvxVnni chosen before Avx512: its dot product needs one instruction, not five.</remarks>
    public static LaneTier Best => Mistake is null ? BestInt32 : throw new PlatformNotSupportedException(Mistake);

    /// <summary>
    /// The tier of float kernels: never <see cref="LaneTier.AvxVnni"/>, which has no float instructions of its own.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException"><c>COMPRESSDSL_TIER</c> names a tier that does not exist here.</exception>
    public static LaneTier BestFloat => Mistake is null ? BestSingle : throw new PlatformNotSupportedException(Mistake);

    /// <summary>Whether this processor has the instructions of <paramref name="tier"/>.</summary>
    public static bool IsSupported(LaneTier tier) => tier switch
    {
        LaneTier.Portable => PortableInt32Lanes.IsSupported,
        LaneTier.Vector128 => Vector128Int32Lanes.IsSupported,
        LaneTier.Avx2 => Avx2Int32Lanes.IsSupported,
        LaneTier.AvxVnni => AvxVnniInt32Lanes.IsSupported,
        LaneTier.Avx512 => Avx512Int32Lanes.IsSupported,
        _ => false,
    };

    /// <summary>The tier whose float lanes go with <paramref name="tier"/>: Avx2 for AvxVnni, else the same.</summary>
    public static LaneTier FloatTier(LaneTier tier) => tier == LaneTier.AvxVnni ? LaneTier.Avx2 : tier;

    /// <summary>Reads the value of <c>COMPRESSDSL_TIER</c>; null or empty means: choose.</summary>
    /// <exception cref="PlatformNotSupportedException">The name is unknown or the processor lacks the tier.</exception>
    public static LaneTier? Parse(string? name) =>
        Check(name, out var tier) is { } mistake ? throw new PlatformNotSupportedException(mistake) : tier;

    // The text of what is wrong with the name, or null.
    private static string? Check(string? name, out LaneTier? wanted)
    {
        wanted = null;
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var known = Enum.TryParse<LaneTier>(name.Trim(), ignoreCase: true, out var tier) && Enum.IsDefined(tier);
        if (known && IsSupported(tier))
        {
            wanted = tier;
            return null;
        }

        var supported = string.Join(", ", Enum.GetValues<LaneTier>().Where(IsSupported));
        return known
            ? $"{Variable} asks for {tier}, which this processor does not have. Supported here: {supported}."
            : $"{Variable} is '{name}', which is no tier. Supported here: {supported}.";
    }

    // Where 512-bit registers slow the clock down (Vector512 then calls itself not accelerated), 256 bits are the better choice.
    private static LaneTier Choose(params ReadOnlySpan<LaneTier> order)
    {
        foreach (var tier in order)
        {
            if (IsSupported(tier) && (tier != LaneTier.Avx512 || Vector512.IsHardwareAccelerated))
            {
                return tier;
            }
        }

        return LaneTier.Portable;
    }

    // Apart, so that the first call of a network, which does not need the list, does not wait for it.
    private static class SupportedTiers
    {
        public static readonly LaneTier[] All = [.. Enum.GetValues<LaneTier>().Where(IsSupported)];
    }
}
