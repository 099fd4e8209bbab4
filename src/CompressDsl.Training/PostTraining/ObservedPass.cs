namespace CompressDsl.Training;

/// <summary>A network that samples are run through while others look on.</summary>
/// <param name="Network">The network.</param>
/// <param name="Parameters">Its parameters, refreshed.</param>
/// <param name="Samples">The samples.</param>
/// <param name="Runner">The threads.</param>
internal sealed record ObservedPass(TrainingNetwork Network, NetworkParameters Parameters, IDataset Samples, ShardRunner Runner)
{
    /// <summary>
    /// Runs all samples, one block per thread at a time. What is noted of a block is taken block by block, in order, so that the result does
    /// not depend on the number of threads.
    /// </summary>
    /// <param name="observers">One per thread; looks at one block.</param>
    /// <param name="take">Takes what an observer has noted of its block, and clears it.</param>
    public void Run<TObserver>(TObserver[] observers, Action<TObserver> take)
        where TObserver : class, IPassObserver
    {
        var blocks = observers.Select(_ => new EvaluatedBlock(Network.Plan, Samples.Shape, NetworkEvaluator.BlockRows)).ToArray();
        var settings = NetworkEvaluator.SettingsOf(Parameters);
        for (var first = 0; first < Samples.Count; first += NetworkEvaluator.BlockRows * blocks.Length)
        {
            var start = first;
            var count = Math.Min(blocks.Length, (Samples.Count - first + NetworkEvaluator.BlockRows - 1) / NetworkEvaluator.BlockRows);
            Runner.Run(count, lane =>
            {
                blocks[lane].Fill(Samples, start + (lane * NetworkEvaluator.BlockRows));
                blocks[lane].Forward(Network, Parameters, settings, observers[lane]);
            });
            for (var lane = 0; lane < count; lane++) take(observers[lane]);
        }
    }

    /// <summary>An observer for every thread.</summary>
    public TObserver[] PerThread<TObserver>(Func<TObserver> make) => [.. Enumerable.Range(0, Runner.Threads).Select(_ => make())];
}
