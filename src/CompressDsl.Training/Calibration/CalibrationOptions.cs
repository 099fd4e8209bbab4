namespace CompressDsl.Training;

/// <summary>How activation ranges are chosen, and how many samples are read for them.</summary>
/// <example><code>
/// Student.Calibrate("Student.safetensors", samples, new CalibrationOptions { Method = CalibrationMethod.Entropy });
/// </code></example>
public sealed record CalibrationOptions
{
    /// <summary>How the range is chosen.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.MinMax;

    /// <summary>Of <see cref="CalibrationMethod.Percentile"/>: above 50, at most 100; at either end 100 - this percent of the values may be clipped.</summary>
    public double Percentile { get; init; } = 99.99;

    /// <summary>Of <see cref="CalibrationMethod.MovingAverage"/>: share of the old range after a block of <see cref="BlockRows"/> samples, 0 to 1.</summary>
    public float RangeMemory { get; init; } = 0.9f;

    /// <summary>
    /// Bins of the histogram of each activation, a power of two from 1,024 to 65,536; 8 bytes each. They double in width when values grow.
    /// </summary>
    public int Bins { get; init; } = 8192;

    /// <summary>Samples to read at most; null for all of them. A stream without an end needs a number.</summary>
    public int? MaxSamples { get; init; }

    /// <summary>For the order in which a stream's samples come; the samples of an <see cref="IDataset"/> come in their own order.</summary>
    public ulong Seed { get; init; }

    /// <summary>Samples that are computed together: a block of <see cref="CalibrationMethod.MovingAverage"/>.</summary>
    public static int BlockRows => NetworkEvaluator.BlockRows;

    /// <summary>Refuses options out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the text names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.That(Enum.IsDefined(Method), nameof(Method), Method, "a method of calibration");
        OptionCheck.That(Percentile is > 50 and <= 100, nameof(Percentile), Percentile, "above 50 and at most 100");
        OptionCheck.That(RangeMemory is >= 0 and < 1, nameof(RangeMemory), RangeMemory, "at least 0 and below 1");
        OptionCheck.That(Bins is >= 1024 and <= 65536 && int.IsPow2(Bins), nameof(Bins), Bins, "a power of two from 1024 to 65536");
        OptionCheck.That(MaxSamples is null or >= 1, nameof(MaxSamples), MaxSamples ?? 0, "at least 1, or null");
    }
}
