namespace CompressDsl.Training;

/// <summary>How training finds the steps of the grids: the scales of weights and of activations.</summary>
public enum StepSize
{
    /// <summary>From what is there: the largest weight of a channel, the range of an activation as <see cref="RangeTracking"/> finds it.</summary>
    Measured,

    /// <summary>
    /// By gradient, like the weights (Esser et al. 2020, "Learned Step Size Quantization"): each step is a parameter with the paper's
    /// gradient, gradient scale and start value, moved by the run's optimiser.
    /// </summary>
    Learned,
}
