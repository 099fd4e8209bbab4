namespace CompressDsl.Training;

/// <summary>Runs a network as it is deployed (masked, on its grids, norms folded, nothing dropped) over a data set, in batches.</summary>
public static unsafe class NetworkEvaluator
{
    /// <summary>Samples of a block.</summary>
    internal const int BlockRows = 64;

    /// <summary>Loss and, for classes, confusion matrix.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters, refreshed.</param>
    /// <param name="data">Samples with classes or targets.</param>
    /// <param name="runner">The threads.</param>
    /// <param name="options">Gives the outputs their weights, without it all are 1; and the ranks that share the samples.</param>
    public static EvaluationResult Evaluate(
        TrainingNetwork network, NetworkParameters parameters, IDataset data, ShardRunner runner, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        var sums = new EvaluationSums(data.Shape, network.Plan.Signature);
        var ranks = options?.Communicator;
        var part = ranks is null ? data : Subset.Of(data, ranks.PartOf(data.Count));
        Run(network, parameters, part, runner, block => sums.Add(block.Batch, block.Outputs));
        if (ranks is not null) sums.AddRanks(ranks);
        return sums.Result(data.Count, options);
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
        var settings = SettingsOf(parameters);
        for (var first = 0; first < data.Count; first += BlockRows * lanes)
        {
            var start = first;
            var count = Math.Min(lanes, (data.Count - first + BlockRows - 1) / BlockRows);
            runner.Run(count, lane => blocks[lane].Run(network, parameters, data, start + (lane * BlockRows), settings));
            for (var lane = 0; lane < count; lane++) visit(blocks[lane]);
        }
    }

    /// <summary>How a network runs as it is deployed.</summary>
    internal static PassSettings SettingsOf(NetworkParameters parameters) =>
        new(false, parameters.IsQuantizing, parameters.AreNormsFrozen, IsObserving: !parameters.IsQuantizing) { BorderShift = parameters.BorderShift };
}
