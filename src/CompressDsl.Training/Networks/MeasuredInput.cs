namespace CompressDsl.Training;

/// <summary>A layer whose inputs are measured, because its weights are pruned by their norms (<see cref="PruneCriterion.Wanda"/>).</summary>
/// <param name="Key">The layer's weight.</param>
/// <param name="Channels">Inputs of a linear layer, channels of a convolution's image.</param>
/// <param name="Groups">Groups of the convolution: its outputs see the channels of their group alone.</param>
public sealed record MeasuredInput(string Key, int Channels, int Groups = 1);
