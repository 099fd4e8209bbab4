namespace CompressDsl.Generator.Training;

/// <summary>A bias that the compiled network adds as an integer.</summary>
/// <param name="Bias">Key of the bias; null where the layer has none (a folded batch norm makes one).</param>
/// <param name="Weight">Key of the layer's matrix.</param>
/// <param name="Point">Key of the quantisation point of the layer's input.</param>
internal sealed record BiasCall(string? Bias, string Weight, string Point);
