namespace CompressDsl.Training;

/// <summary>Loss and right answers of one output, over the shards of a step and over an epoch.</summary>
/// <param name="goal">What the output learns.</param>
/// <param name="classes">Number of classes; 0 for none.</param>
/// <param name="shards">Shards of a batch.</param>
internal sealed class OutputTally(OutputGoal goal, int classes, int shards)
{
    private readonly double[] losses = new double[shards];
    private readonly int[] correct = new int[shards];

    /// <summary>What the output learns.</summary>
    public OutputGoal Goal => goal;

    /// <summary>Number of classes; 0 for none.</summary>
    public int Classes => classes;

    /// <summary>Sum of the losses of the epoch's samples, with their weight.</summary>
    public double EpochLoss { get; set; }

    /// <summary>Right answers of the epoch.</summary>
    public long EpochCorrect { get; set; }

    /// <summary>Notes what a shard came to.</summary>
    public void Note(int shard, double loss, int right) => (losses[shard], correct[shard]) = (loss, right);

    /// <summary>Adds a step, in the order of the shards.</summary>
    public void AddStep(int count, int rows)
    {
        double step = 0;
        for (var i = 0; i < count; i++)
        {
            step += losses[i];
            EpochCorrect += correct[i];
        }

        EpochLoss += step * rows;
    }

    /// <summary>Share of right answers in the epoch; NaN without classes.</summary>
    public double Accuracy(long rows) => classes > 0 && rows > 0 ? (double)EpochCorrect / rows : double.NaN;

    /// <summary>The epoch so far.</summary>
    public OutputMetrics Metrics(long rows, EvaluationResult? validation)
    {
        var judged = validation?.Outputs.FirstOrDefault(o => o.Output == goal.Name);
        var loss = goal.Weight > 0 && rows > 0 ? EpochLoss / rows / goal.Weight : double.NaN;
        return new OutputMetrics(goal.Name, loss, Accuracy(rows), judged?.Loss ?? double.NaN, judged?.Accuracy ?? double.NaN);
    }
}
