namespace CompressDsl.Training;

/// <summary>What is switched on in a pass.</summary>
/// <param name="IsTraining">Dropout drops and batch norms measure; else everything is as deployed.</param>
/// <param name="IsQuantizing">Activations are put on their grids.</param>
/// <param name="AreNormsFrozen">Batch norms use their running statistics, in training too.</param>
/// <param name="IsObserving">Ranges of activations are noted.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Step">Number of the step, for random numbers.</param>
public readonly record struct PassSettings(
    bool IsTraining, bool IsQuantizing, bool AreNormsFrozen, bool IsObserving, ulong Seed = 0, long Step = 0)
{
    /// <summary>Whether the steps of grids have gradients.</summary>
    public bool LearnsSteps { get; init; }

    /// <summary>Whether squares of the inputs of <see cref="NetworkPlan.Measured"/> are added up.</summary>
    public bool IsMeasuringInputs { get; init; }

    /// <summary>How far the borders between the values of activation grids are moved, in steps of the grid: to see how much depends on roundings.</summary>
    public float BorderShift { get; init; }
}
