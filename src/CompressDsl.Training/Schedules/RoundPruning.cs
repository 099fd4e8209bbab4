namespace CompressDsl.Training;

/// <summary>A round of <see cref="LotteryTicket"/>: the masks of the start throughout, and new ones when the run is over.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Rounds">How many there are.</param>
internal sealed record RoundPruning(int Round, int Rounds) : PruneSchedule
{
    /// <inheritdoc/>
    public override int Stages => 0;

    /// <inheritdoc/>
    public override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override int Stage(double done) => -1;

    /// <inheritdoc/>
    public override double Share(double final, int stage) => IterativePruning.OfRounds(final, Round, Rounds);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"round {Round} of {Rounds}");
}
