using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Checks, and what a resumed run compares.</content>
public partial record TrainingOptions
{
    /// <summary>Refuses options out of range.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the text names it and the range.</exception>
    public virtual void Validate()
    {
        OptionCheck.That(Epochs >= 1, nameof(Epochs), Epochs, "at least 1");
        OptionCheck.That(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        OptionCheck.That(ShardRows >= 0 && ShardRows <= BatchSize, nameof(ShardRows), ShardRows, "in 0 to BatchSize");
        OptionCheck.That(GradientClip >= 0, nameof(GradientClip), GradientClip, "at least 0");
        OptionCheck.That(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "at least 0 and below 1");
        foreach (var output in Outputs)
        {
            OptionCheck.That(output.Weight >= 0 && float.IsFinite(output.Weight), $"Weight of output '{output.Output}'", output.Weight, "at least 0");
            OptionCheck.That(Outputs.Count(o => o.Output == output.Output) == 1, nameof(Outputs), output.Output, "named once");
        }

        OptionCheck.That(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "in 0 to 1024");
        OptionCheck.That(PruneBegin is >= 0 and <= 1, nameof(PruneBegin), PruneBegin, "in 0 to 1");
        OptionCheck.That(PruneEnd >= PruneBegin && PruneEnd <= 1, nameof(PruneEnd), PruneEnd, "in PruneBegin to 1");
        OptionCheck.That(Enum.IsDefined(Regrowth), nameof(Regrowth), Regrowth, "a known way");
        OptionCheck.That(Regrowth == Regrowth.None || (RegrowEnd >= PruneEnd && RegrowEnd <= 1), nameof(RegrowEnd), RegrowEnd, "in PruneEnd to 1");
        OptionCheck.That(KeepEarly is null or >= 0, nameof(KeepEarly), KeepEarly ?? 0, "at least 0 or null");
        OptionCheck.That(QuantizeStart is >= 0 and <= 1, nameof(QuantizeStart), QuantizeStart, "in 0 to 1");
        OptionCheck.That(RangeMemory is >= 0 and < 1, nameof(RangeMemory), RangeMemory, "at least 0 and below 1");
        ValidateRanges();
        OptionCheck.That(WeightAverage is >= 0 and < 1, nameof(WeightAverage), WeightAverage, "at least 0 and below 1");
        OptionCheck.That(Enum.IsDefined(StepSize), nameof(StepSize), StepSize, "a known way");
        OptionCheck.That(Patience >= 0, nameof(Patience), Patience, "at least 0");
        OptionCheck.That(Patience == 0 || Validation is not null, nameof(Patience), Patience, "0 without a Validation set");
        OptionCheck.That(SaveEvery >= 0, nameof(SaveEvery), SaveEvery, "at least 0");
        OptionCheck.That(WorkingCheckpoint is null || WorkingCheckpoint.Trim().Length > 0, nameof(WorkingCheckpoint), "''", "a path or null");
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Schedule);
        ArgumentNullException.ThrowIfNull(Pruning);
        ValidateHints();
        Pruning.Validate();
        Optimizer.Validate();
        Schedule.Validate();
    }

    private void ValidateRanges()
    {
        var isLearned = StepSize == StepSize.Learned;
        OptionCheck.That(Enum.IsDefined(RangeTracking), nameof(RangeTracking), RangeTracking, "a known way");
        OptionCheck.That(RangeSteps is null or >= 1, nameof(RangeSteps), RangeSteps ?? 0, "at least 1, or null");
        OptionCheck.That(!isLearned || RangeTracking == RangeTracking.ByBits, nameof(RangeTracking), RangeTracking, "ByBits where StepSize is Learned: gradients move the ranges");
        OptionCheck.That(!isLearned || RangeSteps is null, nameof(RangeSteps), RangeSteps ?? 0, "null where StepSize is Learned: gradients move the ranges to the end");
    }

    /// <summary>All that the result depends on, by name: a run is resumed only where they are the same.</summary>
    public virtual EquatableArray<Setting> Fingerprint() => new(Always().Concat(WhereGiven()));

    private IEnumerable<Setting> Always() =>
    [
        Describe(nameof(Epochs), Epochs),
        Describe(nameof(BatchSize), BatchSize),
        Describe(nameof(ShardRows), EffectiveShardRows),
        Describe(nameof(Seed), Seed),
        Describe(nameof(Optimizer), Optimizer.Describe()),
        Describe(nameof(Schedule), Schedule.Describe()),
        Describe(nameof(GradientClip), GradientClip),
        Describe(nameof(LabelSmoothing), LabelSmoothing),
        Describe(nameof(Outputs), string.Join("; ", Outputs)),
        Describe(nameof(PruneBegin), PruneBegin),
        Describe(nameof(PruneEnd), PruneEnd),
        Describe(nameof(QuantizeStart), QuantizeStart),
        Describe(nameof(RangeMemory), RangeMemory),
        Describe(nameof(Patience), Patience),
        Describe(nameof(Validation), Validation?.Count ?? 0),
    ];

    // At their defaults they are not written, so that a run of an earlier version goes on.
    private IEnumerable<Setting> WhereGiven()
    {
        if (Pruning != PruneSchedule.Cubic) yield return Describe(nameof(Pruning), Pruning.Describe());
        if (Regrowth != Regrowth.None) yield return Describe(nameof(Regrowth), FormattableString.Invariant($"{Regrowth} to {RegrowEnd}"));
        if (StepSize != StepSize.Measured) yield return Describe(nameof(StepSize), StepSize);
        if (RangeTracking != RangeTracking.ByBits) yield return Describe(nameof(RangeTracking), RangeTracking);
        if (RangeSteps is { } steps) yield return Describe(nameof(RangeSteps), steps);
        if (WeightAverage > 0) yield return Describe(nameof(WeightAverage), WeightAverage);
        if (Start is not null) yield return Describe(nameof(Start), FormattableString.Invariant($"{StableHash.Of(Start.ToBytes()):x16}"));
        if (KeepEarly is not null) yield return Describe(nameof(KeepEarly), KeepEarly);
    }

    private protected static Setting Describe(string name, object value) => new(name, FormattableString.Invariant($"{value}"));
}
