namespace CompressDsl.Training;

/// <summary>The same learning rate throughout.</summary>
/// <param name="Rate">Above 0.</param>
public sealed record ConstantSchedule(double Rate) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => (float)Rate;

    /// <inheritdoc/>
    public override void Validate() => OptionCheck.That(Rate > 0, "LearningRate", Rate, "above 0");

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"constant rate={Rate}");
}
