namespace CompressDsl.Generator.Training;

/// <summary>A batch norm of a training graph, at one of its calls.</summary>
/// <param name="Key">Key prefix of its parameters.</param>
/// <param name="Operand">Node of its operand.</param>
/// <param name="Channels">Number of features.</param>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a step's statistics in the running ones.</param>
internal sealed record NormCall(string Key, int Operand, int Channels, double Epsilon, double Momentum)
{
    /// <summary>Places of a sample that are normalised together.</summary>
    public int Positions { get; init; } = 1;
}
