using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>Where an output lies in a shard's memory.</summary>
/// <param name="Values">Its values, in floats per sample.</param>
/// <param name="Gradient">Where the loss writes its gradient, in floats per sample.</param>
public readonly record struct OutputPlace(int Values, int Gradient)
{
    /// <summary>
    /// Keys of the weights of the quantised layers that compute the output last, with nothing behind them that would enlarge a difference;
    /// empty where there are none.
    /// </summary>
    public EquatableArray<string> Layers { get; init; }
}
