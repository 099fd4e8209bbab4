namespace CompressDsl.Training;

/// <summary><see cref="PruneSchedule.Iterative"/>: after step i of n, <c>(1 - final)^(i/n)</c> of the weights are left.</summary>
/// <param name="Steps">At least 1; with 1 it is <see cref="PruneSchedule.OneShot"/>.</param>
internal sealed record IterativePruning(int Steps) : PruneSchedule
{
    /// <inheritdoc/>
    public override int Stages => Steps;

    /// <inheritdoc/>
    public override bool KeepsZeros => true;

    /// <inheritdoc/>
    public override int Stage(double done)
    {
        if (done >= 1) return Steps;
        return Steps == 1 ? -1 : 1 + (int)Math.Floor(done * (Steps - 1));
    }

    /// <inheritdoc/>
    public override double Share(double final, int stage) => OfRounds(final, stage, Steps);

    /// <inheritdoc/>
    public override void Validate() => OptionCheck.That(Steps >= 1, nameof(Steps), Steps, "at least 1");

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"iterative steps={Steps}");

    /// <summary>Share of the final zeros after <paramref name="round"/> of <paramref name="rounds"/> that take the same share of what is left.</summary>
    internal static double OfRounds(double final, int round, int rounds) =>
        round >= rounds || final <= 0 ? 1 : (1 - Math.Pow(1 - final, round / (double)rounds)) / final;
}
