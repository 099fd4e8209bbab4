namespace CompressDsl.Training;

/// <summary>Where an output lies in a shard's memory.</summary>
/// <param name="Values">Its values, in floats per sample.</param>
/// <param name="Gradient">Where the loss writes its gradient, in floats per sample.</param>
public readonly record struct OutputPlace(int Values, int Gradient);
