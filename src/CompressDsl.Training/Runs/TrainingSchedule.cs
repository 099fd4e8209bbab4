namespace CompressDsl.Training;

/// <summary>What is due at a moment of a run, as a pure function of how much of it is over.</summary>
/// <param name="Options">The run's options.</param>
internal readonly record struct TrainingSchedule(TrainingOptions Options)
{
    /// <summary>Stages with all zeros at which weights come back and others go.</summary>
    private const int RegrowStages = 100;

    /// <summary>Share of the weights that <see cref="Regrowth.Gradient"/> exchanges at first (Evci et al. 2020).</summary>
    private const double FirstExchange = 0.3;

    /// <summary>Which masks are due: -1 for none yet, 0 to the schedule's last stage while zeros grow, more while weights come back.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public int MaskStage(double done)
    {
        if (done < Options.PruneBegin) return -1;
        var length = Options.PruneEnd - Options.PruneBegin;
        var stage = Options.Pruning.Stage(length <= 0 ? 1 : Math.Min(1, (done - Options.PruneBegin) / length));
        var regrowing = Options.RegrowEnd - Options.PruneEnd;
        return Options.Regrowth == Regrowth.None || stage < Options.Pruning.Stages || stage < 0 || regrowing <= 0
            ? stage
            : stage + (int)Math.Floor(Math.Min(1, (done - Options.PruneEnd) / regrowing) * RegrowStages);
    }

    /// <summary>Share of the final zeros at a mask stage.</summary>
    /// <param name="final">The final share of zeros.</param>
    /// <param name="stage">0 or more.</param>
    public double PruneShare(double final, int stage) => Options.Pruning.Share(final, Math.Min(stage, Options.Pruning.Stages));

    /// <summary>Whether masks are judged without the weights that are zero.</summary>
    public bool KeepsZeros => Options.Regrowth switch
    {
        Regrowth.Surgery => false,
        Regrowth.Gradient => true,
        _ => Options.Pruning.KeepsZeros,
    };

    /// <summary>Whether weights behind masks are trained.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public bool IsTrainingMasked(double done) => Options.Regrowth == Regrowth.Surgery && done < Options.RegrowEnd;

    /// <summary>Share of the weights that are left which is exchanged for others, by half a cosine; 0 without <see cref="Regrowth.Gradient"/>.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public double Exchange(double done) => Options.Regrowth == Regrowth.Gradient && done < Options.RegrowEnd
        ? FirstExchange / 2 * (1 + Math.Cos(Math.PI * done / Options.RegrowEnd))
        : 0;

    /// <summary>Whether weights and activations are on their grids.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public bool IsQuantizing(double done) => done >= Options.QuantizeStart;

    /// <summary>Whether the network has its final form: all zeros, where they stay, all grids.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public bool IsFinal(double done) => done >= (Options.Regrowth == Regrowth.None ? Options.PruneEnd : Options.RegrowEnd) && IsQuantizing(done);
}
