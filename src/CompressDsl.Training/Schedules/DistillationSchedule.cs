namespace CompressDsl.Training;

/// <summary>Temperature and alpha of a run: those of the attribute unless the options say otherwise, moving in straight lines where they have an end.</summary>
/// <example><code>
/// var soft = new DistillationSchedule(options, temperature: 4, alpha: 0.9f);
/// var now = soft.At(run.Done);   // a DistillationLoss
/// </code></example>
public sealed class DistillationSchedule
{
    private readonly (float From, float To) temperature;
    private readonly (float From, float To) alpha;
    private readonly float labelSmoothing;

    /// <summary>Takes the options.</summary>
    /// <param name="options">They come first.</param>
    /// <param name="temperature">Of the attribute.</param>
    /// <param name="alpha">Of the attribute.</param>
    public DistillationSchedule(DistillationOptions options, float temperature, float alpha)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (t, a) = (options.Temperature ?? temperature, options.Alpha ?? alpha);
        (this.temperature, this.alpha, labelSmoothing) = ((t, options.FinalTemperature ?? t), (a, options.FinalAlpha ?? a), options.LabelSmoothing);
    }

    /// <summary>The loss at a moment.</summary>
    /// <param name="done">Share of the run that is over, 0 to 1.</param>
    public DistillationLoss At(double done) => new(Between(temperature, done), Between(alpha, done), labelSmoothing);

    private static float Between((float From, float To) line, double done) => (float)((line.From * (1 - done)) + (line.To * done));
}
