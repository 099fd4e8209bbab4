namespace CompressDsl.Training;

/// <summary>Runs a network as it is deployed (masked, on its grids, norms folded, nothing dropped) over a data set, in batches.</summary>
public static unsafe class NetworkEvaluator
{
    private const int BlockRows = 64;

    /// <summary>Loss and, for classes, confusion matrix.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters, refreshed.</param>
    /// <param name="data">Samples with classes or targets.</param>
    /// <param name="runner">The threads.</param>
    public static EvaluationResult Evaluate(TrainingNetwork network, NetworkParameters parameters, IDataset data, ShardRunner runner)
    {
        ArgumentNullException.ThrowIfNull(data);
        var confusion = data.Shape.Classes > 0 ? new ConfusionMatrix(data.Shape.Classes) : null;
        double loss = 0;
        Run(network, parameters, data, runner, shard =>
        {
            var width = data.Shape.OutputLength;
            var block = new LossBlock(shard.Outputs, new float[shard.Outputs.Length], width, 1);
            if (confusion is null)
            {
                loss += MeanSquaredError.Compute(block, shard.Batch.Targets);
                return;
            }

            loss += CrossEntropy.Compute(block, shard.Batch.Labels);
            for (var row = 0; row < shard.Batch.Rows; row++)
                confusion.Add(shard.Batch.Labels[row], ArgMax.Of(shard.Outputs.AsSpan(row * width, width)));
        });
        return new EvaluationResult(data.Count, loss / Math.Max(1, data.Count), confusion);
    }

    /// <summary>Calls <paramref name="visit"/> with the outputs of every block of samples, in order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters, refreshed.</param>
    /// <param name="data">The samples.</param>
    /// <param name="runner">The threads.</param>
    /// <param name="visit">Receives each block.</param>
    internal static void Run(TrainingNetwork network, NetworkParameters parameters, IDataset data, ShardRunner runner, Action<EvaluatedBlock> visit)
    {
        var lanes = runner.Threads;
        var blocks = Enumerable.Range(0, lanes).Select(_ => new EvaluatedBlock(network.Plan, data.Shape, BlockRows)).ToArray();
        var settings = new PassSettings(false, parameters.IsQuantizing, parameters.AreNormsFrozen, IsObserving: !parameters.IsQuantizing);
        for (var first = 0; first < data.Count; first += BlockRows * lanes)
        {
            var start = first;
            var count = Math.Min(lanes, (data.Count - first + BlockRows - 1) / BlockRows);
            runner.Run(count, lane => blocks[lane].Run(network, parameters, data, start + (lane * BlockRows), settings));
            for (var lane = 0; lane < count; lane++) visit(blocks[lane]);
        }
    }
}
