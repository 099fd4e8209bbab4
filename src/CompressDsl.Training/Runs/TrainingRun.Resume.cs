using CompressDsl.Core;

namespace CompressDsl.Training;

/// <content>Working checkpoints: a run that is killed goes on from its last one to the same bits.</content>
public sealed unsafe partial class TrainingRun
{
    // An earlier version did not write what Forward computes; its runs go on.
    private const string Forward = "Forward ";

    /// <summary>Goes on from <see cref="TrainingOptions.WorkingCheckpoint"/> where that file exists.</summary>
    /// <exception cref="InvalidOperationException">The file belongs to another model or to other options.</exception>
    public void Resume()
    {
        if (options.WorkingCheckpoint is not { } path || LoadState(path) is not { } state) return;
        var isOfToday = state.Settings.Any(s => s.Name.StartsWith(Forward, StringComparison.Ordinal));
        state.CheckContinues(path, plan.Recipe.Model, isOfToday ? Settings : new(Settings.Where(s => !s.Name.StartsWith(Forward, StringComparison.Ordinal))));
        (Epoch, Step, samplesInEpoch, report.Before) = (state.Epoch, state.Step, state.SamplesInEpoch, state.Seconds);
        samplesPerEpoch = (int)state.Numbers["samplesPerEpoch"];
        foreach (var tally in tallies) tally.Restore(state.Numbers);
        (epochRows, epochSteps) = ((long)state.Numbers["epochRows"], (long)state.Numbers["epochSteps"]);
        isStopped = state.Numbers["isStopped"] != 0;
        foreach (var epoch in state.History.Epochs)
            history.Add(state.Numbers.TryGetValue($"hintLoss.{epoch.Epoch}", out var hintLoss) ? epoch with { HintLoss = hintLoss } : epoch);
        Parameters.Restore(state);
        early = state.Floats.GetValueOrDefault("early");
        update.Restore(new OptimizerState(
            state.FloatsOf("first", update.State.First.Length), state.FloatsOf("second", update.State.Second.Length)));
        RestoreAverage(state);
        hints?.Restore(state);
        ranges.Restore(state);
        if (state.Floats.TryGetValue("steps", out var learned))
            steps?.Take(learned, new OptimizerState(state.FloatsOf("stepsFirst", steps.State.First.Length), state.FloatsOf("stepsSecond", steps.State.Second.Length)));
        if (state.Numbers.TryGetValue("bestScore", out var score))
            best = new KeptParameters(score, (int)state.Numbers["bestEpoch"], state.Floats["best"], state.Floats["bestRanges"]) { Steps = state.Floats.GetValueOrDefault("bestSteps") };
    }

    private EquatableArray<Setting> Settings => new(options.Fingerprint()
        .Append(new Setting("Recipe", plan.Recipe.TrainingText))
        .Append(new Setting("Samples", FormattableString.Invariant($"{data.SamplesPerEpoch ?? -1}")))
        .Append(new Setting("Teacher", Teacher is null ? "none" : "given"))
        .Concat(HintSettings).Concat(LossSettings).Concat(plan.ForwardSettings));

    private void Save()
    {
        if (options.WorkingCheckpoint is not { } path || !Writes) return;
        var state = new TrainingState
        {
            Model = plan.Recipe.Model, Settings = Settings, Epoch = Epoch, Step = Step, SamplesInEpoch = samplesInEpoch,
            Seconds = report.Elapsed.TotalSeconds,
        };
        state.Numbers["samplesPerEpoch"] = samplesPerEpoch;
        foreach (var tally in tallies) tally.Save(state.Numbers);
        (state.Numbers["epochRows"], state.Numbers["epochSteps"], state.Numbers["isStopped"]) = (epochRows, epochSteps, isStopped ? 1 : 0);
        foreach (var epoch in history.Epochs)
        {
            state.History.Add(epoch);
            if (epoch.HintLoss is { } hintLoss) state.Numbers[$"hintLoss.{epoch.Epoch}"] = hintLoss;
        }

        hints?.Save(state);
        Parameters.Save(state);
        ranges.Save(state);
        (state.Floats["first"], state.Floats["second"]) = (update.State.First, update.State.Second);
        if (steps is { HasBegun: true }) (state.Floats["steps"], state.Floats["stepsFirst"], state.Floats["stepsSecond"]) = (steps.Values, steps.State.First, steps.State.Second);
        SaveAverage(state);
        if (early is not null) state.Floats["early"] = early;
        if (best is { } kept)
        {
            (state.Numbers["bestScore"], state.Numbers["bestEpoch"]) = (kept.Score, kept.Epoch);
            (state.Floats["best"], state.Floats["bestRanges"]) = (kept.Dense, kept.Ranges);
            if (kept.Steps is not null) state.Floats["bestSteps"] = kept.Steps;
        }

        state.Save(path);
    }
}
