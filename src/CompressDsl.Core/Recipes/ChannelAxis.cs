namespace CompressDsl.Core;

/// <summary>Channels along the rows or columns of a weight that are removed together with those of other weights.</summary>
/// <param name="Group">Name of the group: weights of one name lose the same channels.</param>
/// <param name="Channels">Number of channels; the rows or columns are a multiple of it, channels innermost.</param>
/// <param name="Kept">Number of channels that the compiled network has, 1 to <paramref name="Channels"/>.</param>
/// <param name="Competes">
/// Whether the share is one of the channels of all such groups, so that <paramref name="Kept"/> follows from the weights or shapes: it is no part of what was asked, and
/// two axes are the same whatever it is.
/// </param>
public sealed record ChannelAxis(string Group, int Channels, int Kept, bool Competes = false)
{
    /// <summary>Whether both ask for the same.</summary>
    public bool Equals(ChannelAxis? other) =>
        other is not null && Group == other.Group && Channels == other.Channels && Competes == other.Competes && (Competes || Kept == other.Kept);

    /// <inheritdoc/>
    public override int GetHashCode() => Channels;
}
