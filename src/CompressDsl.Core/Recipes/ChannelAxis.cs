namespace CompressDsl.Core;

/// <summary>Channels along the rows or columns of a weight that are removed together with those of other weights.</summary>
/// <param name="Group">Name of the group: weights of one name lose the same channels.</param>
/// <param name="Channels">Number of channels; the rows or columns are a multiple of it, channels innermost.</param>
/// <param name="Kept">Number of channels that the compiled network has, 1 to <paramref name="Channels"/>.</param>
public sealed record ChannelAxis(string Group, int Channels, int Kept);
