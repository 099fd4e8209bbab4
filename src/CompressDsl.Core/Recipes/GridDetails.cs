namespace CompressDsl.Core;

/// <summary>What <c>[Quantize]</c> says about the grid of the weights beside its bits.</summary>
/// <param name="GroupSize">Inputs of an output that share a scale; 0 where an output has one.</param>
/// <param name="HasCodebook">Whether the weights share 2^bits values, see <see cref="Codebook"/>.</param>
/// <param name="Granularity">Which weights share a scale.</param>
/// <param name="HasPowerOfTwoScales">Whether scales are powers of two.</param>
/// <param name="IsAsymmetric">Whether the grid reaches from the smallest to the largest weight of a channel, 0 on it, instead of equally far to both sides.</param>
public sealed record GridDetails(
    int GroupSize = 0, bool HasCodebook = false, Granularity Granularity = Granularity.PerChannel, bool HasPowerOfTwoScales = false, bool IsAsymmetric = false)
{
    /// <summary>Nothing said: symmetric, one scale per channel.</summary>
    public static readonly GridDetails Default = new();

    /// <summary>The same with a scale for every <paramref name="size"/> inputs of an output; 0 for one per output.</summary>
    public GridDetails InGroups(int size) => this with { GroupSize = size };

    /// <summary>The same, equally far to both sides of 0.</summary>
    public GridDetails Symmetric() => this with { IsAsymmetric = false };

    /// <summary>The same for another number of bits, without what does not go with these.</summary>
    public GridDetails For(int bits) => this with
    {
        HasCodebook = HasCodebook && bits is >= 2 and <= 7,
        IsAsymmetric = IsAsymmetric && bits is >= 2 and <= 8,
        GroupSize = bits == 1 ? 0 : GroupSize,
    };

    /// <summary>Whether integers of so many bits are stored with an offset for each channel, see <see cref="WeightGrid.Offsets"/>.</summary>
    public bool HasOffsets(int bits) => IsAsymmetric && (bits == 8 || (GroupSize > 0 && bits <= 4));

    /// <summary>The grid in words where it is not the usual one.</summary>
    /// <param name="bits">Bits of a weight.</param>
    public IEnumerable<string> Words(int bits)
    {
        if (bits == 1) yield return "plus or minus a scale";
        if (bits == 2 && !IsAsymmetric && !HasCodebook) yield return "ternary";
        if (IsAsymmetric) yield return "asymmetric grid";
        if (bits < 8 && GroupSize == 0) yield return $"stored in {InvariantText.Of(bits)} bits, multiplied as bytes";
        if (Granularity == Granularity.PerTensor) yield return "one scale for the tensor";
        if (HasPowerOfTwoScales) yield return "scales are powers of two";
    }

    /// <summary>Two settings of <c>[Quantize]</c> that do not go together and why, or null.</summary>
    /// <param name="bits">Bits of a weight.</param>
    public (string One, string Other, string Why)? Conflict(int bits)
    {
        var (tensor, asymmetric, ofBits) = ("Granularity = Granularity.PerTensor", "Symmetric = false", $"Bits = {InvariantText.Of(bits)}");
        var group = $"GroupSize = {InvariantText.Of(GroupSize)}";
        if (Granularity == Granularity.PerTensor && GroupSize > 0) return (tensor, group, "the tensor has one scale or every group has one");
        if (bits == 1 && GroupSize > 0) return (ofBits, group, "the kernels for groups multiply nibbles, and 1 bit has no 0");
        if (!IsAsymmetric) return null;
        if (bits == 1) return (asymmetric, ofBits, "1 bit is plus or minus a scale");
        return HasCodebook ? (asymmetric, "Codebook = true", "k-means puts the values where the weights are") : null;
    }
}
