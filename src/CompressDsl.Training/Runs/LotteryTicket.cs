using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Lottery-ticket rewinding (Frankle and Carbin 2019; with early weights, Frankle et al. 2020): train, prune a share of what is left, set the
/// others back to their start values (or those of an early step), and begin anew. What is found is a sparse network that was never dense
/// when it learned what it knows.
/// </summary>
/// <example><code>
/// var options = new TrainingOptions { Epochs = 10, KeepEarly = 200, Output = "Student.safetensors" };
/// TrainingResult result = LotteryTicket.Find(round => Student.Train(data, round), options, rounds: 5);
/// // or: LotteryTicket.Find(round => Student.Distill(teacher, data, round), new DistillationOptions(), rounds: 5)
/// </code></example>
public static class LotteryTicket
{
    /// <summary>
    /// Runs <paramref name="rounds"/> + 1 trainings: after each of the rounds the same share of the weights that are left goes, so that the
    /// last one has the zeros that the attributes ask for; then the network with these zeros is trained from the rewound weights.
    /// </summary>
    /// <param name="train">Trains the network with the options it is given.</param>
    /// <param name="options">
    /// Options of every training. <see cref="TrainingOptions.KeepEarly"/> is the step to whose weights the rounds go back (null for the start
    /// values). With a <see cref="TrainingOptions.WorkingCheckpoint"/> every training has its own beside it, so that a killed search goes on
    /// from where it was; they are left for the caller to delete.
    /// </param>
    /// <param name="rounds">At least 1.</param>
    /// <returns>The last training's result; <see cref="TrainingResult.Early"/> are the weights it began with, without masks.</returns>
    /// <exception cref="ArgumentException"><paramref name="rounds"/> is out of range, or a training was shorter than KeepEarly.</exception>
    public static TrainingResult Find<TOptions>(Func<TOptions, TrainingResult> train, TOptions options, int rounds)
        where TOptions : TrainingOptions
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(options);
        OptionCheck.That(rounds >= 1, nameof(rounds), rounds, "at least 1");
        Checkpoint? early = null;
        var start = options.Start;
        for (var round = 1; round <= rounds; round++)
        {
            var result = train((TOptions)(options with
            {
                Pruning = new RoundPruning(round, rounds), Regrowth = Regrowth.None, Start = start, Output = null,
                KeepEarly = round == 1 ? options.KeepEarly ?? 0 : null, WorkingCheckpoint = PathOf(options, round),
            }));
            early ??= result.Early ?? throw new ArgumentException(
                $"KeepEarly is {options.KeepEarly}; it must be at most the number of steps of a training.");
            start = early.With([.. result.Checkpoint.Tensors.Where(t => t.Name.EndsWith(".mask", StringComparison.Ordinal))]);
        }

        return train((TOptions)(options with
        {
            Pruning = PruneSchedule.Kept, Regrowth = Regrowth.None, Start = start, KeepEarly = null, WorkingCheckpoint = PathOf(options, rounds + 1),
        })) with { Early = early };
    }

    private static string? PathOf(TrainingOptions options, int round) =>
        options.WorkingCheckpoint is { } path ? FormattableString.Invariant($"{path}.{round}") : null;
}
