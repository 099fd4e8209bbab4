namespace CompressDsl.Core;

/// <summary>A weight tensor that is to be pruned.</summary>
/// <param name="Weight">Its recipe: kind, shape, pattern, criterion.</param>
/// <param name="Values">Its values, row-major.</param>
/// <param name="Statistics">
/// What data told about every weight: the score itself for <see cref="PruneCriterion.Taylor"/> and <see cref="PruneCriterion.Movement"/>, the
/// norm of its input for <see cref="PruneCriterion.Wanda"/>; null where nothing was measured.
/// </param>
public sealed record PruneTarget(WeightRecipe Weight, float[] Values, float[]? Statistics = null)
{
    /// <summary>
    /// The mean of the squared gradients of all its weights, which distributes zeros with <see cref="PruneScope.Sensitivity"/>; null where
    /// nothing was measured.
    /// </summary>
    public double? Sensitivity { get; init; }

    /// <summary>A mask whose zeros stay: they are the first to go; null where all weights compete.</summary>
    public byte[]? Mask { get; init; }

    /// <summary>The criterion that is asked for; <see cref="PruneCriterion.L1"/> where that needs data and there is none.</summary>
    public PruneCriterion Criterion => Weight.Details.NeedsData && Statistics is null ? PruneCriterion.L1 : Weight.Details.Criterion;
}
