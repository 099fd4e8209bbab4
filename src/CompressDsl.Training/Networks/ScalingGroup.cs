using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Channels that can be divided by a number where they are made and multiplied by it where they are read: all between is positively
/// homogeneous, <c>f(s x) = s f(x)</c>, so that the network computes the same. Batch norms behind layers are part of their weights.
/// </summary>
/// <param name="Channels">Number of channels; rows and columns are a multiple of it, channels innermost.</param>
public sealed record ScalingGroup(int Channels)
{
    /// <summary>Keys of the matrices and vectors whose rows (elements) make the channels.</summary>
    public EquatableArray<string> Producers { get; init; }

    /// <summary>Keys of the matrices whose columns read them.</summary>
    public EquatableArray<string> Consumers { get; init; }

    /// <summary>Keys of the matrices of depthwise convolutions, of which each row reads one of them.</summary>
    public EquatableArray<string> DepthwiseConsumers { get; init; }

    /// <summary>Why they cannot, in the user's names; null where they can.</summary>
    public string? Refused { get; init; }
}
