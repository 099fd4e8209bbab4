namespace CompressDsl.Training;

/// <summary>The hints of a run: its teacher's memory, its projections and their losses. A step allocates nothing.</summary>
internal sealed class HintRun : IDisposable
{
    private readonly KeptLayers? kept;
    private readonly ShardHintLoss loss;
    private readonly HintProjections projections;
    private readonly ShardHints[] shards;
    private readonly HintPlace[] places;
    private readonly double[] losses;

    /// <param name="places">The hints, by number.</param>
    /// <param name="loss">Their losses.</param>
    /// <param name="teacher">
    /// The network that is learned from, and its values for all samples where they are kept; null where all hints are of the student itself.
    /// </param>
    /// <param name="run">Options, shards of a step, and parameters of the student.</param>
    public HintRun(
        HintPlace[] places,
        ShardHintLoss loss,
        (TrainedNetwork? Network, KeptLayers? Kept) teacher,
        (TrainingOptions Options, int Shards, int Parameters) run)
    {
        (this.places, this.loss, kept) = (places, loss, teacher.Kept);
        var projected = places.Where(p => p.Hint.IsProjected).Select(p => (p.Student, p.Shape.Channels, p.TeacherShape.Channels));
        projections = new HintProjections(projected, run.Options, run.Shards, run.Parameters);
        var rows = run.Options.EffectiveShardRows;
        shards = [.. Enumerable.Range(0, run.Shards).Select(s => new ShardHints(
            places, [.. places.Select(p => projections.Of(p.Student, s, rows * p.Shape.Places))], RowsOf(teacher.Network, teacher.Kept, rows)))];
        losses = new double[places.Length];
    }

    /// <summary>What is learned, in words: a resumed run must have the same.</summary>
    public string Describe() => string.Join("; ", places.Select(p => p.Hint));

    /// <summary>Losses of the hints since the start of the epoch, times rows.</summary>
    public double EpochLoss { get; set; }

    /// <summary>Takes the teacher's values for the rows of a shard and adds what the fields learn to their gradients.</summary>
    /// <param name="number">Number of the shard.</param>
    /// <param name="shard">The network's values.</param>
    /// <param name="batch">The rows.</param>
    /// <param name="step">Rows of the whole step, and the factor on all weights.</param>
    public void Work(int number, Shard shard, Batch batch, (int Rows, float Factor) step)
    {
        var hints = shards[number];
        projections.Clear(number);
        hints.Teacher?.Take(batch, shard.FirstRow, shard.Rows);
        hints.Begin(shard, step.Rows, step.Factor);
        loss(hints);
    }

    /// <summary>Adds gradients and losses up, in the order of the shards and over all ranks.</summary>
    /// <param name="count">Shards of the step.</param>
    /// <param name="rows">Rows of the step over all ranks.</param>
    /// <param name="ranks">The other processes, or null.</param>
    public void Reduce(int count, int rows, Communicator? ranks)
    {
        projections.Reduce(count, ranks);
        Array.Clear(losses);
        for (var s = 0; s < count; s++)
        {
            for (var h = 0; h < losses.Length; h++) losses[h] += shards[s].Losses[h];
        }

        ranks?.AllReduce(losses.AsSpan(), ReduceOperation.Sum);
        foreach (var loss in losses) EpochLoss += loss * rows;
    }

    /// <summary>Moves the projections one step.</summary>
    public void Update(UpdateSettings settings) => projections.Update(settings);

    public void Save(TrainingState state)
    {
        state.Numbers["hintLoss"] = EpochLoss;
        projections.Save(state);
    }

    public void Restore(TrainingState state)
    {
        EpochLoss = state.Numbers["hintLoss"];
        projections.Restore(state);
    }

    /// <inheritdoc/>
    public void Dispose() => kept?.Dispose();

    private static TeacherRows? RowsOf(TrainedNetwork? network, KeptLayers? kept, int rows) =>
        kept is not null ? new KeptRows(kept, rows) : network is not null ? new ComputedRows(network, rows) : null;
}
