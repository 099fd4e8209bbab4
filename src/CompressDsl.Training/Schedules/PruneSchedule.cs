namespace CompressDsl.Training;

/// <summary>How the zeros grow between <see cref="TrainingOptions.PruneBegin"/> and <see cref="TrainingOptions.PruneEnd"/>: in numbered stages, each with masks of its own.</summary>
/// <example><code>
/// var options = new TrainingOptions { Pruning = PruneSchedule.Iterative(5), PruneBegin = 0.2, PruneEnd = 0.7 };
/// </code></example>
public abstract record PruneSchedule
{
    /// <summary>Gradual (Zhu and Gupta 2017): a hundred stages on a cubic, many zeros early while the network can recover, few late. The default.</summary>
    public static PruneSchedule Cubic { get; } = new CubicPruning();

    /// <summary>All zeros at once, at <see cref="TrainingOptions.PruneEnd"/>; the rest of the run is fine-tuning.</summary>
    public static PruneSchedule OneShot { get; } = new IterativePruning(1);

    /// <summary>The masks of <see cref="TrainingOptions.Start"/> throughout; a weight that is pruned and has none there is refused.</summary>
    public static PruneSchedule Kept { get; } = new KeptMasks();

    /// <summary>
    /// Train and prune by turns (Han et al. 2015): at each of <paramref name="steps"/> moments, the first at PruneBegin and the last at
    /// PruneEnd, the same share of what is left goes. A weight that is gone stays gone.
    /// </summary>
    /// <param name="steps">At least 1.</param>
    public static PruneSchedule Iterative(int steps) => new IterativePruning(steps);

    /// <summary>Number of the last stage, with all zeros; -1 where masks are never made.</summary>
    public abstract int Stages { get; }

    /// <summary>Whether a weight that is zero stays zero at later stages; otherwise the dense weights are judged anew.</summary>
    public virtual bool KeepsZeros => false;

    /// <summary>The stage that is due.</summary>
    /// <param name="done">Share of the time between PruneBegin and PruneEnd that is over, 0 to 1.</param>
    /// <returns>-1 to <see cref="Stages"/>; -1 before the first masks.</returns>
    public abstract int Stage(double done);

    /// <summary>Share of the final zeros that a stage has, 0 to 1.</summary>
    /// <param name="final">The final share of zeros.</param>
    /// <param name="stage">0 to <see cref="Stages"/>.</param>
    public abstract double Share(double final, int stage);

    /// <summary>Refuses settings out of range.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the text names it and the range.</exception>
    public virtual void Validate()
    {
        // Most have none.
    }

    /// <summary>The settings in words; part of what a resumed run compares.</summary>
    public abstract string Describe();
}
