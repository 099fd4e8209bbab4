namespace CompressDsl.Training;

/// <summary>A learning rate that falls by a factor at even distances.</summary>
/// <param name="Rate">At the start; above 0.</param>
/// <param name="Factor">Above 0, at most 1.</param>
/// <param name="Every">Share of all steps between two falls; above 0, at most 1.</param>
public sealed record StepSchedule(double Rate, double Factor, double Every) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        var length = Math.Max(1, (long)Math.Round(Every * totalSteps));
        return (float)(Rate * Math.Pow(Factor, step / length));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        OptionCheck.That(Rate > 0, "LearningRate", Rate, "above 0");
        OptionCheck.That(Factor is > 0 and <= 1, nameof(Factor), Factor, "above 0 and at most 1");
        OptionCheck.That(Every is > 0 and <= 1, nameof(Every), Every, "above 0 and at most 1");
    }

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"step rate={Rate} factor={Factor} every={Every}");
}
