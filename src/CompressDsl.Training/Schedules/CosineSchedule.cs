namespace CompressDsl.Training;

/// <summary>A learning rate that rises in a line and falls along half a cosine.</summary>
/// <param name="Rate">The largest; above 0.</param>
/// <param name="WarmUp">Share of all steps in which it rises; 0 to below 1.</param>
/// <param name="Last">Rate at the end; 0 to <paramref name="Rate"/>.</param>
public sealed record CosineSchedule(double Rate, double WarmUp, double Last) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override float At(long step, long totalSteps)
    {
        var rising = (long)Math.Round(WarmUp * totalSteps);
        if (step < rising) return (float)(Rate * (step + 1) / rising);
        var done = Math.Min(1.0, (step - rising) / (double)Math.Max(1, totalSteps - rising));
        return (float)(Last + ((Rate - Last) * 0.5 * (1 + Math.Cos(Math.PI * done))));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        OptionCheck.That(Rate > 0, "LearningRate", Rate, "above 0");
        OptionCheck.That(WarmUp is >= 0 and < 1, nameof(WarmUp), WarmUp, "at least 0 and below 1");
        OptionCheck.That(Last >= 0 && Last <= Rate, nameof(Last), Last, "at least 0 and at most the learning rate");
    }

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"cosine rate={Rate} warm-up={WarmUp} last={Last}");
}
