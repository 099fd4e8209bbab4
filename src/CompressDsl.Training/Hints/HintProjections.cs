namespace CompressDsl.Training;

/// <summary>
/// The projections of a run's hints: parameters beside the network's, moved by the same optimiser, kept in the working checkpoint and not in
/// the finished one.
/// </summary>
internal sealed unsafe class HintProjections
{
    private readonly (int Hint, int Start, int Inputs, int Outputs)[] places;
    private readonly Optimizer optimizer;
    private readonly PinnedFloats values;
    private readonly PinnedFloats[] gradients;
    private readonly float[] total;

    /// <param name="sizes">Number of the hint, features of its student and its teacher.</param>
    /// <param name="options">Optimiser and seed.</param>
    /// <param name="shards">Shards of a step.</param>
    /// <param name="stream">First stream of random numbers for start values.</param>
    public HintProjections(IEnumerable<(int Hint, int Inputs, int Outputs)> sizes, TrainingOptions options, int shards, int stream)
    {
        optimizer = options.Optimizer;
        var length = 0;
        places = [.. sizes.Select(s => (s.Hint, (length += (s.Inputs + 1) * s.Outputs) - ((s.Inputs + 1) * s.Outputs), s.Inputs, s.Outputs))];
        (values, total) = (new PinnedFloats(length), new float[length]);
        gradients = [.. Enumerable.Range(0, shards).Select(_ => new PinnedFloats(length))];
        State = optimizer.CreateState(length);
        foreach (var (hint, start, inputs, outputs) in places)
            StartValue.Uniform(1 / MathF.Sqrt(inputs)).Fill(values.Slice(start, inputs * outputs), options.Seed, stream + hint);
    }

    /// <summary>What the optimiser remembers of them.</summary>
    public OptimizerState State { get; private set; }

    /// <summary>Whether there are any.</summary>
    public bool Any => places.Length > 0;

    /// <summary>A shard's use of the projection of a hint; null where it has none.</summary>
    /// <param name="hint">Number of the hint.</param>
    /// <param name="shard">Number of the shard.</param>
    /// <param name="pixels">Places of all rows of a full shard.</param>
    public ProjectionShard? Of(int hint, int shard, int pixels)
    {
        var found = Array.FindIndex(places, p => p.Hint == hint);
        if (found < 0) return null;
        var (_, start, inputs, outputs) = places[found];
        return new ProjectionShard(values.Pointer + start, gradients[shard].Pointer + start, (inputs, outputs), pixels);
    }

    /// <summary>Forgets a shard's gradients.</summary>
    public void Clear(int shard) => gradients[shard].Span.Clear();

    /// <summary>Adds the gradients up, in the order of the shards and over all ranks.</summary>
    public void Reduce(int shards, Communicator? ranks)
    {
        if (!Any) return;
        Array.Clear(total);
        for (var s = 0; s < shards; s++) System.Numerics.Tensors.TensorPrimitives.Add(total, gradients[s].Span, total);
        ranks?.AllReduce(total.AsSpan(), ReduceOperation.Sum);
    }

    /// <summary>Moves them one step; weight decay acts on the matrices.</summary>
    public void Update(UpdateSettings settings)
    {
        foreach (var (_, start, inputs, outputs) in places)
        {
            Move(start, inputs * outputs, settings with { Decay = true });
            Move(start + (inputs * outputs), outputs, settings with { Decay = false });
        }
    }

    public void Save(TrainingState state)
    {
        if (!Any) return;
        (state.Floats["hints"], state.Floats["hintsFirst"], state.Floats["hintsSecond"]) = (values.Span.ToArray(), State.First, State.Second);
    }

    public void Restore(TrainingState state)
    {
        if (!Any) return;
        state.FloatsOf("hints", values.Length).CopyTo(values.Span);
        State = new OptimizerState(state.FloatsOf("hintsFirst", State.First.Length), state.FloatsOf("hintsSecond", State.Second.Length));
    }

    private void Move(int start, int length, UpdateSettings settings) =>
        optimizer.Update(values.Slice(start, length), total.AsSpan(start, length), State, start, settings);
}
