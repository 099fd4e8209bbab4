using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>
/// Prunes a trained network in one go, without training it: weights are judged by what samples tell about them. Generated models call it in
/// <c>Prune</c>.
/// </summary>
public static class ModelPruner
{
    /// <summary>Makes the masks that the attributes ask for.</summary>
    /// <param name="network">The generated network.</param>
    /// <param name="checkpoint">Its weights; masks that it has are lifted first.</param>
    /// <param name="data">Typical samples; for <see cref="PruneCriterion.Taylor"/> and <see cref="PruneScope.Sensitivity"/> with classes or targets.</param>
    /// <param name="options">How much is read.</param>
    /// <exception cref="ArgumentException">Nothing is pruned, a criterion needs training, or the samples do not fit.</exception>
    public static PruneResult Run(TrainingNetwork network, Checkpoint checkpoint, IDataSource data, PruneOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new PruneOptions();
        options.Validate();
        Check(network.Plan.Recipe, data);
        var parameters = new NetworkParameters(network.Plan);
        parameters.Read(CheckpointMasks.Lift(checkpoint));
        var samples = 0L;
        if (parameters.Statistics.IsNeeded)
        {
            using var run = new TrainingRun(network, data, OptionsOf(options, checkpoint), null);
            samples = run.MeasureOnly(static answers => answers.HardLoss(0), options.MaxSamples ?? long.MaxValue);
            if (samples == 0) throw new ArgumentException($"There are no samples to prune {network.Plan.Recipe.Model} with.", nameof(data));
            parameters.Statistics.Take(run.Parameters.Statistics);
        }

        parameters.Prune(1);
        return new PruneResult(samples, parameters.Sparsity, parameters.WithMasks(checkpoint));
    }

    private static TrainingOptions OptionsOf(PruneOptions options, Checkpoint checkpoint) => new()
    {
        Epochs = 1, BatchSize = options.BatchSize, Seed = options.Seed, Threads = options.Threads, Start = CheckpointMasks.Lift(checkpoint),
    };

    private static void Check(Recipe recipe, IDataSource data)
    {
        var pruned = recipe.Weights.Where(w => w.Sparsity > 0).ToArray();
        if (pruned.Length == 0) throw new ArgumentException($"{recipe.Model} has nothing to prune: put [Prune(share)] on the class or on its layers.");
        if (pruned.FirstOrDefault(w => w.Details.Criterion == PruneCriterion.Movement) is { } moving)
            throw new ArgumentException($"'{moving.Key}' of {recipe.Model} is pruned by PruneCriterion.Movement, which weights show while they are trained: call Train.");
        if (data.Shape.HasAnswers) return;
        if (pruned.FirstOrDefault(w => w.Details.Criterion == PruneCriterion.Taylor) is { } weight)
            throw new ArgumentException($"'{weight.Key}' of {recipe.Model} is pruned by PruneCriterion.Taylor, the change of the loss: samples need classes or targets.", nameof(data));
        if (pruned.FirstOrDefault(w => w.Scope == PruneScope.Sensitivity) is { } layer)
            throw new ArgumentException($"'{layer.Key}' of {recipe.Model} is pruned by PruneScope.Sensitivity, the change of the loss: samples need classes or targets.", nameof(data));
    }
}
