using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How a network is trained.</summary>
/// <example><code>
/// var options = new TrainingOptions
/// {
///     Epochs = 20, Optimizer = new AdamW(), Schedule = LearningRateSchedule.Cosine(1e-3, warmUp: 0.05),
///     Validation = split.Validation, Patience = 5, WorkingCheckpoint = "student.training",
/// };
/// </code></example>
public partial record TrainingOptions
{
    /// <summary>Passes over the data; at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples per step; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// Rows of a shard, the piece of a batch that one thread works on; 1 to <see cref="BatchSize"/>, or 0 for a choice by batch size and
    /// number of ranks.
    /// </summary>
    public int ShardRows { get; init; }

    /// <summary>Decides start values, order of samples and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Moves the parameters.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The learning rate by step.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine(1e-3);

    /// <summary>Largest norm of all gradients together; 0 for no limit.</summary>
    public double GradientClip { get; init; }

    /// <summary>Share of a label that is spread over all classes; 0 to below 1.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// Weights of the losses of a model with several outputs, by name. Outputs that are not named count with weight 1; those that neither
    /// the data nor a teacher says anything about are not learned. Classes are learned with cross entropy, target vectors with mean
    /// squared error.
    /// </summary>
    public EquatableArray<OutputOptions> Outputs { get; init; }

    /// <summary>Threads; 0 for one per processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The processes that train together, or null for this one alone; see <see cref="MpiCommunicator"/>. Every batch is divided between
    /// them, shard by shard. The result is that of one process but for the order in which floats are added, and the same bits in every run
    /// on the same number of ranks.
    /// </summary>
    public Communicator? Communicator { get; init; }

    /// <summary>When zeros begin, as a share of the run; 0 to <see cref="PruneEnd"/>.</summary>
    public double PruneBegin { get; init; } = 0.1;

    /// <summary>When all zeros are there, as a share of the run; <see cref="PruneBegin"/> to 1.</summary>
    public double PruneEnd { get; init; } = 0.6;

    /// <summary>How the zeros grow between <see cref="PruneBegin"/> and <see cref="PruneEnd"/>.</summary>
    public PruneSchedule Pruning { get; init; } = PruneSchedule.Cubic;

    /// <summary>Whether pruned weights may come back. Channels that are removed stay removed.</summary>
    public Regrowth Regrowth { get; init; }

    /// <summary>Until when masks are made anew with <see cref="Regrowth"/>, as a share of the run; <see cref="PruneEnd"/> to 1.</summary>
    public double RegrowEnd { get; init; } = 0.8;

    /// <summary>
    /// Weights to begin with, and masks and activation ranges where it has some; null for start values by <see cref="Seed"/>.
    /// </summary>
    public Checkpoint? Start { get; init; }

    /// <summary>Steps after which the weights are kept as <see cref="TrainingResult.Early"/>, 0 for the start values; null for never.</summary>
    public long? KeepEarly { get; init; }

    /// <summary>When weights and activations go on their grids, as a share of the run; 0 to 1.</summary>
    public double QuantizeStart { get; init; } = 0.5;

    /// <summary>Share of the old value in the running average of activation ranges; 0 to below 1.</summary>
    public float RangeMemory { get; init; } = 0.99f;

    /// <summary>How the ranges of static activations are found; by default the bits of the grid decide. <c>docs/activation-ranges.md</c> shows why.</summary>
    public RangeTracking RangeTracking { get; init; }

    /// <summary>
    /// Steps on the grids after which ranges stay as they are, at least 1; null for <see cref="LeastSquaresSteps"/> where they are those of least
    /// squares, and for no end where they are extremes.
    /// </summary>
    public int? RangeSteps { get; init; }

    /// <summary>Steps over which ranges of <see cref="RangeTracking.LeastSquares"/> are averaged where <see cref="RangeSteps"/> says nothing.</summary>
    public const int LeastSquaresSteps = 30;

    /// <summary>How the steps of the grids are found; of 2 or 3 bits, learned ones lose much less.</summary>
    /// <remarks>
    /// Learned are the scales of matrices on symmetric grids of 2 bits or more and of static activations behind a layer, from
    /// <see cref="QuantizeStart"/> on. Codebooks, tables, powers of two and zero points stay measured. The checkpoint keeps the scales and the build uses them,
    /// so that the recipe is the same. <c>docs/weight-grids.md</c> shows what it gains.
    /// </remarks>
    public StepSize StepSize { get; init; }

    /// <summary>
    /// Share of the old value in a moving average of all weights, 0 to below 1, e.g. 0.999; 0 for none. The averages are what is validated,
    /// kept and written; the training itself goes on from its last step (Polyak and Juditsky 1992). They begin anew where batch norms are
    /// folded, at <see cref="QuantizeStart"/>.
    /// </summary>
    public float WeightAverage { get; init; }

    /// <summary>Samples on which every epoch is judged, or null.</summary>
    public IDataset? Validation { get; init; }

    /// <summary>Ends after so many epochs without a better validation result; 0 for never. Needs <see cref="Validation"/>.</summary>
    public int Patience { get; init; }

    /// <summary>Where the finished network is written (safetensors), or null; see also <see cref="TrainingResult.Checkpoint"/>.</summary>
    public string? Output { get; init; }

    /// <summary>Where the state of the run is kept (<c>*.training</c>), or null; a run that finds its own file there goes on from it.</summary>
    public string? WorkingCheckpoint { get; init; }

    /// <summary>Steps between two writes of <see cref="WorkingCheckpoint"/>; 0 for the end of every epoch.</summary>
    public int SaveEvery { get; init; }

    /// <summary>Weight of the loss of output <paramref name="output"/>.</summary>
    internal float WeightOf(string output) => Outputs.FirstOrDefault(o => o.Output == output)?.Weight ?? 1;

    /// <summary>Rows of a shard, chosen where <see cref="ShardRows"/> is 0.</summary>
    public int EffectiveShardRows => ShardRows > 0 ? ShardRows : Math.Clamp((BatchSize + 1) / Math.Max(2, Communicator?.Size ?? 1), 1, 32);

    /// <summary>Shards of a full batch.</summary>
    public int Shards => (BatchSize + EffectiveShardRows - 1) / EffectiveShardRows;
}
