namespace CompressDsl.Core;

/// <summary>A weight tensor that is to be pruned.</summary>
/// <param name="Weight">Its recipe: kind, shape, pattern.</param>
/// <param name="Values">Its values, row-major; only magnitudes count.</param>
public sealed record PruneTarget(WeightRecipe Weight, float[] Values);
