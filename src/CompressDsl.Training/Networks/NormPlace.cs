namespace CompressDsl.Training;

/// <summary>A batch norm of a network.</summary>
/// <param name="Key">Key prefix of its tensors: <c>norm</c> for <c>norm.weight</c>, <c>norm.running_var</c>, ...</param>
/// <param name="Channels">Number of features.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a step's statistics in the running ones.</param>
/// <param name="Statistics">First float of its memory in <see cref="Shard.Statistics"/>.</param>
public sealed record NormPlace(string Key, int Channels, float Epsilon, float Momentum, int Statistics)
{
    /// <summary>Places of a sample that are normalised together: 1 for a vector, the pixels of an image.</summary>
    public int Positions { get; init; } = 1;
}
