namespace CompressDsl.Training;

/// <summary>How the range of an activation's grid is chosen from the values that were seen.</summary>
public enum CalibrationMethod
{
    /// <summary>The smallest and the largest value: nothing is clipped, one outlier widens every step of the grid.</summary>
    MinMax,

    /// <summary>An exponential average of the smallest and largest values of blocks of samples: single outliers count less, as in training.</summary>
    MovingAverage,

    /// <summary>What is left when the largest and the smallest values are cut off; see <see cref="CalibrationOptions.Percentile"/>.</summary>
    Percentile,

    /// <summary>
    /// The range whose grid loses least information: smallest Kullback-Leibler divergence between the values and their grid values
    /// (S. Migacz, "8-bit Inference with TensorRT", GTC 2017).
    /// </summary>
    Entropy,

    /// <summary>The range whose grid has the smallest mean squared error, clipped values included.</summary>
    Mse,
}
