namespace CompressDsl.Training;

/// <summary>What steps tell about a weight that is pruned by it.</summary>
internal enum PruneMeasure
{
    /// <summary>|weight x gradient|, averaged: <see cref="PruneCriterion.Taylor"/>.</summary>
    Change,

    /// <summary>-weight x gradient, added up: <see cref="PruneCriterion.Movement"/>.</summary>
    Movement,

    /// <summary>The mean squares of the inputs, averaged: <see cref="PruneCriterion.Wanda"/>.</summary>
    Inputs,

    /// <summary>The mean square of the layer's gradients, averaged: <see cref="PruneScope.Sensitivity"/>.</summary>
    Gradients,
}
