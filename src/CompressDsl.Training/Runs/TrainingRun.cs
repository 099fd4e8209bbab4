using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// The pieces that a generated training loop is made of: batches, masks and grids of the step, shards, gradients, the update, and the
/// end of an epoch. Holds all memory of the run; a step allocates nothing.
/// </summary>
/// <example><code>
/// using var run = new TrainingRun(network, data, options, progress);
/// run.Resume();
/// while (run.BeginEpoch())
/// {
///     while (run.NextBatch())
///     {
///         run.PrepareParameters();
///         run.ForEachShard(loss);
///         run.ReduceGradients();
///         run.Update();
///     }
///
///     run.EndEpoch();
/// }
///
/// return run.Finish();
/// </code></example>
public sealed unsafe partial class TrainingRun : IDisposable
{
    private readonly TrainingNetwork network;
    private readonly NetworkPlan plan;
    private readonly IDataSource data;
    private readonly TrainingOptions options;
    private readonly TrainingSchedule schedule;
    private readonly Batch batch;
    private readonly Shard[] shards;
    private readonly OutputTally[] tallies;
    private readonly GradientReducer gradients;
    private readonly RankShare share;
    private readonly StepSums sums;
    private readonly ParameterUpdate update;
    private readonly LearnedSteps? steps;
    private readonly RangeFollower ranges;
    private readonly (int Mean, int Variance)[] runningStatistics;
    private readonly Action<int> shardWork;
    private IBatchCursor? cursor;
    private ShardLoss? loss;
    private PassSettings settings;
    private int shardCount;
    private int stepRows;

    /// <summary>Prepares a run from the start.</summary>
    /// <param name="network">The generated network.</param>
    /// <param name="data">The samples.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told several times a second, or null.</param>
    /// <exception cref="ArgumentException">An option is out of range, or network and samples do not fit.</exception>
    public TrainingRun(TrainingNetwork network, IDataSource data, TrainingOptions options, IProgress<TrainingProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (network.Plan.ParameterFloats == 0) throw new ArgumentException($"{network.Plan.Recipe.Model} has no parameters: there is nothing to train.");
        (this.network, plan, this.data, this.options) = (network, network.Plan, data, options);
        data.Shape.CheckFits(plan.Signature);
        options.Validation?.Shape.CheckFits(plan.Signature);
        schedule = new TrainingSchedule(options);
        report = new ProgressReport(options, Writes ? progress : null);
        Runner = new ShardRunner(options.Threads);
        Parameters = new NetworkParameters(plan);
        Begin();
        share = RankShare.Of(options);
        batch = new Batch(data.Shape, share.Rows) { FirstRow = share.FirstRow };
        shards = [.. Enumerable.Range(0, share.Shards).Select(_ => new Shard(plan, options.EffectiveShardRows))];
        tallies = [.. OutputGoal.Of(plan.Signature, data.Shape, options)
            .Select(g => new OutputTally(g, g.Answer < 0 ? 0 : data.Shape.AllAnswers[g.Answer].Classes, shards.Length))];
        gradients = new GradientReducer(plan.ParameterFloats, shards.Length, plan.Tables) { Stored = plan.StoredGradients };
        sums = new StepSums(plan, tallies, Ranks);
        update = new ParameterUpdate(plan, Parameters, options.Optimizer);
        steps = options.StepSize == StepSize.Learned ? new LearnedSteps(plan, Parameters, options.Optimizer) : null;
        ranges = new RangeFollower(plan, options, shards, Ranks, seesValues: network is not ExternalNetwork);
        average = options.WeightAverage > 0 ? new WeightAverage(Parameters, options.WeightAverage) : null;
        runningStatistics = [.. plan.Norms.Select(n => (plan.IndexOf(n.Key + ".running_mean"), plan.IndexOf(n.Key + ".running_var")))];
        shardWork = WorkOnShard;
        JoinRanks();
    }

    /// <summary>The parameters, masks and ranges.</summary>
    public NetworkParameters Parameters { get; }

    /// <summary>Names and sizes of the network's inputs and outputs.</summary>
    public ModelSignature Signature => plan.Signature;

    /// <summary>The threads.</summary>
    public ShardRunner Runner { get; }

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>The batch at work.</summary>
    public Batch Batch => batch;

    /// <summary>Opens the data for the next epoch.</summary>
    /// <returns>False when all epochs are done or the run was stopped early.</returns>
    public bool BeginEpoch()
    {
        if (Epoch >= options.Epochs || isStopped) return false;
        cursor = data.Open(options.Seed, Epoch);
        Teacher?.BeginEpoch(options.Seed, Epoch);
        if (samplesInEpoch > 0) cursor.Skip(samplesInEpoch);
        else StartEpoch();
        return true;
    }

    /// <summary>Reads the next batch.</summary>
    /// <returns>False at the end of the epoch.</returns>
    public bool NextBatch()
    {
        if (cursor is null) return false;
        ReadBatch(cursor);
        if (batch.Rows > 0) Teacher?.SetBatch(batch);
        return stepRows > 0;
    }

    /// <summary>Makes what the network sees in this step: masks on their schedule, weights and activations on their grids.</summary>
    public void PrepareParameters()
    {
        var stage = schedule.MaskStage(Done);
        if (stage > Parameters.MaskStage && schedule.Exchange(Done) == 0) Prune(stage);
        // The ranges of the first step have to be seen before there are grids.
        if (Step > 0 && schedule.IsQuantizing(Done)) BeginQuantization();
        if (Parameters.IsQuantizing) steps?.Begin();
        Parameters.Refresh(Runner);
        settings = new PassSettings(true, Parameters.IsQuantizing, Parameters.AreNormsFrozen, true, options.Seed, Step)
        {
            LearnsSteps = steps is { HasBegun: true }, IsMeasuringInputs = true,
        };
        if (!settings.LearnsSteps) ranges.Watch(settings.IsQuantizing);
    }

    /// <summary>Runs forward pass, loss and backward pass of every shard of the batch.</summary>
    /// <param name="shardLoss">The loss, called for every output that has something to learn.</param>
    public void ForEachShard(ShardLoss shardLoss)
    {
        loss = shardLoss;
        shardCount = (batch.Rows + options.EffectiveShardRows - 1) / options.EffectiveShardRows;
        BeginExchange();
        Runner.Run(shardCount, shardWork);
    }

    /// <summary>Adds gradients, statistics, ranges and losses up, in the order of the shards, and over all ranks.</summary>
    public void ReduceGradients()
    {
        if (exchange is null) gradients.Reduce(Runner, shardCount);
        else EndExchange(exchange);
        sums.Measure(shards.AsSpan(0, shardCount), !Parameters.AreNormsFrozen);
        Measure();
        hints?.Reduce(shardCount, stepRows, Ranks);
        FollowRanges();
        if (!Parameters.AreNormsFrozen) FollowStatistics();
        sums.AddTo(stepRows);
        epochRows += stepRows;
    }

    /// <summary>Moves the parameters one step.</summary>
    public void Update()
    {
        var rate = LearningRate;
        var scale = options.GradientClip > 0 ? GradientClipping.Scale(gradients.Norm, options.GradientClip) : 1f;
        if (schedule.Exchange(Done) > 0) Regrow();
        if (settings.LearnsSteps) steps!.Update(gradients, (sums, stepRows), new UpdateSettings(Step + 1, rate, scale), Runner);
        update.Run(Runner, gradients, new UpdateSettings(Step + 1, rate, scale), schedule.IsTrainingMasked(Done));
        average?.Follow(Runner);
        hints?.Update(new UpdateSettings(Step + 1, rate, scale));
        Step++;
        epochSteps++;
        samplesInEpoch += stepRows;
        if (Step == options.KeepEarly) KeepEarly();
        if (report.IsDue) Report(endsEpoch: false);
        if (options.SaveEvery > 0 && Step % options.SaveEvery == 0) Save();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        cursor?.Dispose();
        LeaveRanks();
        Teacher?.Dispose();
        hints?.Dispose();
        Runner.Dispose();
    }
}
