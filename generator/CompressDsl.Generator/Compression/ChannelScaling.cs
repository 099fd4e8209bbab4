using CompressDsl.Core;

namespace CompressDsl.Generator.Compressing;

/// <summary>
/// Channels that can be divided by a number where they are made and multiplied by it where they are read, without a change of the network.
/// </summary>
/// <param name="Channels">Number of channels; rows and columns are a multiple of it, channels innermost.</param>
/// <param name="Producers">Keys of the matrices and vectors whose rows (elements) make the channels.</param>
/// <param name="Consumers">Keys of the matrices whose columns read them.</param>
/// <param name="DepthwiseConsumers">Keys of the matrices of which each row reads one of them.</param>
/// <param name="Refused">Why they cannot, in the user's names; null where they can.</param>
internal sealed record ChannelScaling(
    int Channels, EquatableArray<string> Producers, EquatableArray<string> Consumers, EquatableArray<string> DepthwiseConsumers, string? Refused);
