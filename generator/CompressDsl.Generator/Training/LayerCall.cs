namespace CompressDsl.Generator.Training;

/// <summary>A layer that multiplies with a matrix, at one of its calls.</summary>
/// <param name="Weight">Key of the matrix.</param>
/// <param name="Bias">Key of the bias, or null.</param>
internal sealed record LayerCall(string Weight, string? Bias);
