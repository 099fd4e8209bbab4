namespace CompressDsl.Training;

/// <summary>A network in its training form as a teacher of outputs.</summary>
internal sealed class NetworkTeacher
{
    private const int RowsOfShard = 32;

    private readonly TrainedNetwork network;
    private readonly ShardRunner runner;
    private readonly OutputMatch[] matches;
    private readonly int[] starts;
    private readonly int width;
    private readonly Action<int> work;
    private readonly List<Shard> shards = [];
    private float[] answers = [];
    private Batch? batch;

    private NetworkTeacher(TrainedNetwork network, ModelSignature student, ShardRunner runner)
    {
        (this.network, this.runner, width, work) = (network, runner, student.OutputLength, Work);
        var signature = network.Network.Plan.Signature;
        matches = OutputMatch.Of(signature, student);
        starts = [.. signature.Outputs.Select((_, i) => signature.Outputs.Take(i).Sum(o => o.Length))];
    }

    /// <summary>The teacher's outputs for batches, on the threads of the run.</summary>
    /// <param name="network">The teacher.</param>
    /// <param name="student">The student's outputs; they are found by name, or by order where the teacher's names are others.</param>
    /// <param name="runner">The threads.</param>
    /// <exception cref="ArgumentException">The teacher's outputs do not fit; the text names both.</exception>
    public static BatchTeacher Of(TrainedNetwork network, ModelSignature student, ShardRunner runner) => new NetworkTeacher(network, student, runner).Answer;

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
        foreach (var (from, to, length) in matches)
        {
            var values = shard.OutputOf(Array.IndexOf(starts, from));
            for (var row = 0; row < shard.Rows; row++)
                values.Slice(row * length, length).CopyTo(answers.AsSpan(((first + row) * width) + to));
        }
    }
}
