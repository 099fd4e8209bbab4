namespace CompressDsl.Training;

/// <summary><see cref="PruneSchedule.Cubic"/>: <c>1 - (1 - t)^3</c> of the final zeros.</summary>
internal sealed record CubicPruning : PruneSchedule
{
    /// <inheritdoc/>
    public override int Stages => 100;

    /// <inheritdoc/>
    public override int Stage(double done) => (int)Math.Floor(done * Stages);

    /// <inheritdoc/>
    public override double Share(double final, int stage)
    {
        var left = 1 - (stage / (double)Stages);
        return 1 - (left * left * left);
    }

    /// <inheritdoc/>
    public override string Describe() => "cubic";
}
