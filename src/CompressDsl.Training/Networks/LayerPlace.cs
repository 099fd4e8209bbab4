namespace CompressDsl.Training;

/// <summary>A layer that multiplies with a matrix, at one of its calls.</summary>
/// <param name="Weight">Key of the matrix.</param>
/// <param name="Bias">Key of the bias; null where the layer has none (a folded batch norm makes one).</param>
public sealed record LayerPlace(string Weight, string? Bias = null);
