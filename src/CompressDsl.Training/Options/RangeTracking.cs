namespace CompressDsl.Training;

/// <summary>How training finds the ranges of static activations, where their steps are not learned.</summary>
/// <remarks>
/// Ranges that follow extremes feed on themselves where levels are few: a value gains by being pushed onto the next level, the range grows with
/// it, and what was small before is rounded to 0. Ranges of few bits are therefore those of the least squared error (Nagel et al. 2021, "A White Paper
/// on Neural Network Quantization") when the grids begin, and stay (what PyTorch calls disabling the observer).
/// </remarks>
/// <example><code>
/// // 2-bit activations with ranges that are measured over 100 steps instead of 30, then stay:
/// Student.Train(data, new TrainingOptions { RangeSteps = 100 });
/// </code></example>
public enum RangeTracking
{
    /// <summary>The bits of the grid decide: <see cref="LeastSquares"/> up to 4 bits, <see cref="Extremes"/> above.</summary>
    ByBits,

    /// <summary>A moving average of the smallest and the largest value, from the first step to the last unless <see cref="TrainingOptions.RangeSteps"/> ends it.</summary>
    Extremes,

    /// <summary>
    /// Both ends of the extremes drawn in by the one factor that has the smallest squared error of the values on their grid, averaged over the first
    /// <see cref="TrainingOptions.RangeSteps"/> steps on the grids; then the range stays. Before, it is that of the extremes.
    /// </summary>
    LeastSquares,
}
