using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>A trained network as training sees it when it is over: masked, on its grids, norms folded.</summary>
/// <example><code>
/// using var network = new TrainedNetwork(Student.CreateTrainingNetwork(), Checkpoint.Load("Student.safetensors"));
/// Console.WriteLine(network.Evaluate(test).Accuracy);
/// </code></example>
public sealed class TrainedNetwork : IDisposable
{
    private readonly TrainingNetwork network;
    private readonly ShardRunner runner;

    /// <summary>Takes the weights of a checkpoint; masks are made where the recipe asks for zeros and there are none.</summary>
    /// <param name="network">The generated network.</param>
    /// <param name="checkpoint">Its weights.</param>
    /// <param name="threads">Threads; 0 for one per processor.</param>
    /// <exception cref="CheckpointException">A tensor is missing or has another size.</exception>
    public TrainedNetwork(TrainingNetwork network, Checkpoint checkpoint, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.network = network;
        runner = new ShardRunner(threads);
        Parameters = new NetworkParameters(network.Plan);
        Parameters.Read(checkpoint);
        Parameters.FreezeNorms();
        Parameters.PruneWhereMissing();
        Parameters.Refresh();
    }

    /// <summary>The parameters.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>Loss and accuracy as deployed.</summary>
    /// <param name="data">Samples with classes or targets.</param>
    public EvaluationResult Evaluate(IDataset data)
    {
        Quantize();
        return NetworkEvaluator.Evaluate(network, Parameters, data, runner);
    }

    /// <summary>Measures the ranges of all activations on some samples (float activations, weights as deployed but for their grids).</summary>
    /// <param name="data">Typical samples; a few hundred are enough.</param>
    /// <returns>The checkpoint with ranges.</returns>
    public Checkpoint Calibrate(IDataset data)
    {
        var seen = new ValueRange[Parameters.Ranges.Length];
        Array.Fill(seen, ValueRange.Empty);
        NetworkEvaluator.Run(network, Parameters, data, runner, block =>
        {
            for (var p = 0; p < seen.Length; p++) seen[p] = seen[p].Union(block.Observed[p]);
        });
        seen.CopyTo(Parameters.Ranges, 0);
        return Parameters.WithRanges();
    }

    /// <summary>Compares every output with the compiled network's; <see cref="SelfTestResult"/> tells how near they must be.</summary>
    /// <param name="compiled">The compiled network with the same checkpoint.</param>
    /// <param name="data">The samples.</param>
    public SelfTestResult SelfTest(IModel compiled, IDataset data)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        Quantize();
        return new NetworkComparison(network, Parameters, data, runner).Run(compiled);
    }

    /// <inheritdoc/>
    public void Dispose() => runner.Dispose();

    private void Quantize()
    {
        Parameters.BeginQuantization();
        Parameters.Refresh();
    }
}
