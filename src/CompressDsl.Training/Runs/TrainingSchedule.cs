namespace CompressDsl.Training;

/// <summary>What is due at a moment of a run, as a pure function of how much of it is over.</summary>
/// <param name="Options">The run's options.</param>
internal readonly record struct TrainingSchedule(TrainingOptions Options)
{
    /// <summary>Steps of the pruning schedule at which masks are made anew.</summary>
    public const int MaskStages = 100;

    /// <summary>Which masks are due: 0 to <see cref="MaskStages"/>; -1 before pruning begins.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public int MaskStage(double done)
    {
        if (done < Options.PruneBegin) return -1;
        var length = Options.PruneEnd - Options.PruneBegin;
        return length <= 0 ? MaskStages : (int)Math.Floor(Math.Min(1, (done - Options.PruneBegin) / length) * MaskStages);
    }

    /// <summary>
    /// Share of the final zeros at a mask stage: <c>1 - (1 - stage)^3</c>, many early while the network can recover, few late (Zhu and
    /// Gupta 2017).
    /// </summary>
    /// <param name="stage">0 to <see cref="MaskStages"/>.</param>
    public static double PruneShare(int stage)
    {
        var left = 1 - (stage / (double)MaskStages);
        return 1 - (left * left * left);
    }

    /// <summary>Whether weights and activations are on their grids.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public bool IsQuantizing(double done) => done >= Options.QuantizeStart;

    /// <summary>Whether the network has its final form: all zeros, all grids.</summary>
    /// <param name="done">Share of the run that is over.</param>
    public bool IsFinal(double done) => done >= Options.PruneEnd && IsQuantizing(done);
}
