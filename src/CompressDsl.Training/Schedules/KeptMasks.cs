namespace CompressDsl.Training;

/// <summary><see cref="PruneSchedule.Kept"/>.</summary>
internal sealed record KeptMasks : PruneSchedule
{
    /// <inheritdoc/>
    public override int Stages => -1;

    /// <inheritdoc/>
    public override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override int Stage(double done) => -1;

    /// <inheritdoc/>
    public override double Share(double final, int stage) => 1;

    /// <inheritdoc/>
    public override string Describe() => "kept";
}
