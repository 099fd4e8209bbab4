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
    /// <exception cref="CheckpointException">A tensor is missing, unknown, or of another shape or type; the text says which.</exception>
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

    /// <summary>The threads.</summary>
    internal ShardRunner Runner => runner;

    /// <summary>The generated network.</summary>
    internal TrainingNetwork Network => network;

    /// <summary>Loss and accuracy as deployed.</summary>
    /// <param name="data">Samples with classes or targets.</param>
    public EvaluationResult Evaluate(IDataset data)
    {
        Quantize();
        return NetworkEvaluator.Evaluate(network, Parameters, data, runner);
    }

    /// <summary>
    /// Chooses the ranges of all activations from samples (float activations, weights as deployed but for their grids). Memory does not grow
    /// with the number of samples.
    /// </summary>
    /// <param name="data">Typical samples; a few hundred are enough. A stream is read once.</param>
    /// <param name="options">How; smallest and largest value by default.</param>
    /// <returns>The ranges, and the checkpoint with them.</returns>
    /// <exception cref="ArgumentException">There are no samples, an option is out of range, or an activation is infinite or not a number.</exception>
    public CalibrationResult Calibrate(IDataSource data, CalibrationOptions? options = null)
    {
        using var run = new CalibrationRun(network, Parameters, runner, options ?? new CalibrationOptions());
        return run.Read(data);
    }

    /// <summary>
    /// Puts the network, trained in float, on its grids: rescales channels, chooses ranges, rounds weights and corrects biases. The network is
    /// then the quantised one.
    /// </summary>
    /// <param name="data">Typical samples; a few hundred are enough. A stream is read once, up to <see cref="PostTrainingOptions.MaxSamples"/>.</param>
    /// <param name="options">What is done; error-feedback rounding and bias correction by default.</param>
    /// <param name="progress">Told before every pass over the samples, or null.</param>
    /// <returns>What each step changed, and the checkpoint.</returns>
    /// <exception cref="ArgumentException">There are no samples, an option is out of range, or a value is infinite or not a number.</exception>
    /// <exception cref="InvalidOperationException">The network is on its grids already (it was evaluated).</exception>
    public PostTrainingResult QuantizeAfterTraining(IDataSource data, PostTrainingOptions? options = null, IProgress<PostTrainingProgress>? progress = null)
    {
        options ??= new PostTrainingOptions();
        options.Validate();
        if (Parameters.IsQuantizing) throw new InvalidOperationException($"{network.Plan.Recipe.Model} is on its grids already; load its checkpoint anew.");
        return new PostTrainingRun(new ObservedPass(network, Parameters, KeptSamples.Of(data, options.MaxSamples), runner), options, progress).Run();
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

    /// <summary>Runs the network on a shard, with nothing switched on that only training has.</summary>
    internal unsafe void Forward(Shard shard)
    {
        shard.Parameters = Parameters.Effective;
        (shard.Grids, shard.Settings) = (Parameters.Grids, new PassSettings(false, Parameters.IsQuantizing, true, false));
        network.Forward(shard);
    }

    /// <inheritdoc/>
    public void Dispose() => runner.Dispose();

    private void Quantize()
    {
        Parameters.BeginQuantization();
        Parameters.Refresh();
    }
}
