using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>An assignment of bits and zeros to layers, measured.</summary>
/// <param name="Bytes">
/// Size of the weights by an ideal code: the bits of those that are not zero, the entropy of where they are, a scale per output, and 4 bytes
/// for every other parameter.
/// </param>
/// <param name="Score">How good the network is, with float activations and without training it again.</param>
/// <param name="Change">What this step changed, in words.</param>
/// <param name="Settings">All layers.</param>
public sealed record FrontPoint(long Bytes, AnalysisScore Score, string Change, EquatableArray<LayerSetting> Settings)
{
    /// <summary>Whether no other measured assignment is at least as small and at least as good.</summary>
    public bool IsOnFront { get; init; }
}
