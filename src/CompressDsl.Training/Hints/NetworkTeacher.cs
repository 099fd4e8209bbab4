namespace CompressDsl.Training;

/// <summary>A network in its training form as a teacher: of outputs, or of values inside it.</summary>
internal sealed class NetworkTeacher
{
    private const int RowsOfShard = 32;

    private readonly TrainedNetwork network;
    private readonly ShardRunner runner;
    private readonly (Values Values, int Length, int To)[] parts;
    private readonly int width;
    private readonly Action<int> work;
    private readonly List<Shard> shards = [];
    private float[] answers = [];
    private Batch? batch;

    private NetworkTeacher(TrainedNetwork network, ShardRunner runner, (Values, int Length, int)[] parts)
    {
        (this.network, this.runner, this.parts, work) = (network, runner, parts, Work);
        width = parts.Sum(p => p.Length);
    }

    private delegate ReadOnlySpan<float> Values(Shard shard);

    /// <summary>The teacher's outputs for batches, on the threads of the run.</summary>
    /// <param name="network">The teacher.</param>
    /// <param name="student">The student's outputs; they are found by name, or by order where the teacher's names are others.</param>
    /// <param name="runner">The threads.</param>
    /// <exception cref="ArgumentException">The teacher's outputs do not fit; the text names both.</exception>
    public static BatchTeacher Of(TrainedNetwork network, ModelSignature student, ShardRunner runner)
    {
        var signature = network.Network.Plan.Signature;
        int[] starts = [.. signature.Outputs.Select((_, i) => signature.Outputs.Take(i).Sum(o => o.Length))];
        return new NetworkTeacher(network, runner, [.. OutputMatch.Of(signature, student).Select(match =>
        {
            var output = Array.IndexOf(starts, match.From);
            return ((Values)(shard => shard.OutputOf(output)), match.Length, match.To);
        })]).Answer;
    }

    /// <summary>Values inside the teacher for batches: the layers one behind the other.</summary>
    /// <param name="network">The teacher.</param>
    /// <param name="features">Numbers of the layers in its plan.</param>
    /// <param name="runner">The threads.</param>
    public static BatchTeacher OfLayers(TrainedNetwork network, int[] features, ShardRunner runner)
    {
        var lengths = features.Select(f => network.Network.Plan.Features[f].Shape.Length).ToArray();
        return new NetworkTeacher(network, runner, [.. features.Select((feature, i) =>
            ((Values)(shard => shard.FeatureOf(feature)), lengths[i], lengths.Take(i).Sum()))]).Answer;
    }

    private void Answer(Batch rows, Span<float> outputs)
    {
        batch = rows;
        var count = (rows.Rows + RowsOfShard - 1) / RowsOfShard;
        while (shards.Count < count) shards.Add(new Shard(network.Network.Plan, RowsOfShard));
        if (answers.Length < rows.Rows * width) answers = new float[rows.Capacity * width];
        runner.Run(count, work);
        answers.AsSpan(0, rows.Rows * width).CopyTo(outputs);
    }

    private void Work(int number)
    {
        var shard = shards[number];
        var first = number * RowsOfShard;
        shard.SetRows(batch!, first, Math.Min(RowsOfShard, batch!.Rows - first));
        network.Forward(shard);
        foreach (var (valuesOf, length, to) in parts)
        {
            var values = valuesOf(shard);
            for (var row = 0; row < shard.Rows; row++)
                values.Slice(row * length, length).CopyTo(answers.AsSpan(((first + row) * width) + to));
        }
    }
}
