namespace CompressDsl.Training;

/// <summary>What is done to a trained float network on its way to its grids, in this order: rescale channels, choose ranges, round, correct biases.</summary>
/// <example><code>
/// var options = new PostTrainingOptions { Equalization = EqualizationMethod.CrossLayer, MaxSamples = 512 };
/// var result = Student.QuantizeAfterTraining("Student.float.safetensors", "Student.safetensors", samples, options);
/// Console.WriteLine(result);
/// </code></example>
public sealed record PostTrainingOptions
{
    /// <summary>How channels are rescaled between layers.</summary>
    public EqualizationMethod Equalization { get; init; } = EqualizationMethod.None;

    /// <summary>Of <see cref="EqualizationMethod.Smooth"/>: 0 leaves activations as they are, 1 makes their channels equally large.</summary>
    public double SmoothingStrength { get; init; } = 0.5;

    /// <summary>How the ranges of activations are chosen.</summary>
    public CalibrationOptions Calibration { get; init; } = new();

    /// <summary>
    /// Whether the ranges of static activations of 2 to 4 bits are searched by the error of the network's outputs, one after the other, instead of by
    /// <see cref="Calibration"/>: at most 83 passes over the samples for every such activation.
    /// </summary>
    public bool SearchRanges { get; init; } = true;

    /// <summary>How weights are rounded.</summary>
    public RoundingMethod Rounding { get; init; } = RoundingMethod.ErrorFeedback;

    /// <summary>
    /// Whether a smaller scale than that of the largest weight is chosen where it makes the error of the layer's results smaller. Matters at
    /// few bits.
    /// </summary>
    public bool SearchScales { get; init; } = true;

    /// <summary>
    /// Of <see cref="RoundingMethod.ErrorFeedback"/>: added to the second moments of the inputs, as a share of their mean; more trusts the
    /// samples less.
    /// </summary>
    public double Damping { get; init; } = 0.01;

    /// <summary>
    /// Whether biases take in the mean error of the layer's results, layer by layer, so that the means are those of the float network
    /// (the empirical bias correction of Nagel et al. 2019).
    /// </summary>
    public bool CorrectBiases { get; init; } = true;

    /// <summary>Samples that are read and kept in memory, at most; of a data set they are spread evenly over it.</summary>
    public int MaxSamples { get; init; } = 1024;

    /// <summary>
    /// Largest number of inputs of an output for which <see cref="RoundingMethod.ErrorFeedback"/> and <see cref="SearchScales"/> are used;
    /// other layers are rounded to nearest. A layer with n inputs takes 8 n^2 bytes, and 4 n^2 per thread.
    /// </summary>
    public int MaxInputs { get; init; } = 8192;

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Refuses options out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(Enum.IsDefined(Equalization), nameof(Equalization), Equalization, "a method of equalisation");
        OptionCheck.That(SmoothingStrength is >= 0 and <= 1, nameof(SmoothingStrength), SmoothingStrength, "from 0 to 1");
        OptionCheck.That(Enum.IsDefined(Rounding), nameof(Rounding), Rounding, "a method of rounding");
        OptionCheck.That(Damping is > 0 and <= 1, nameof(Damping), Damping, "above 0 and at most 1");
        OptionCheck.That(MaxSamples >= 1, nameof(MaxSamples), MaxSamples, "at least 1");
        OptionCheck.That(MaxInputs is >= 0 and <= 32768, nameof(MaxInputs), MaxInputs, "from 0 to 32768");
        OptionCheck.That(Threads >= 0, nameof(Threads), Threads, "at least 0");
        Calibration.Validate();
    }
}
