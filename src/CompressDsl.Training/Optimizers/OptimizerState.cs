namespace CompressDsl.Training;

/// <summary>What an optimiser remembers of each parameter: flat arrays in the order of the parameters, saved with a working checkpoint.</summary>
/// <param name="First">Momentum, or the mean of the gradients; empty when not used.</param>
/// <param name="Second">Mean of the squared gradients; empty when not used.</param>
public sealed record OptimizerState(float[] First, float[] Second);
