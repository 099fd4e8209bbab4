namespace CompressDsl.Training;

/// <summary>Loss and right answers of one output, over the shards of a step and over an epoch.</summary>
/// <param name="goal">What the output learns.</param>
/// <param name="classes">Number of classes; 0 for none.</param>
/// <param name="shards">Shards of a batch.</param>
internal sealed class OutputTally(OutputGoal goal, int classes, int shards)
{
    private readonly double[] losses = new double[shards];
    private readonly (int Correct, int Judged)[] answers = new (int, int)[shards];

    /// <summary>What the output learns.</summary>
    public OutputGoal Goal => goal;

    /// <summary>Number of classes; 0 for none.</summary>
    public int Classes => classes;

    /// <summary>Sum of the losses of the epoch's samples, with their weight.</summary>
    public double EpochLoss { get; set; }

    /// <summary>Right answers of the epoch.</summary>
    public long EpochCorrect { get; set; }

    /// <summary>Classes of the epoch that answers were compared with.</summary>
    public long EpochJudged { get; set; }

    /// <summary>Notes what a shard came to.</summary>
    public void Note(int shard, double loss, (int Correct, int Judged) right) => (losses[shard], answers[shard]) = (loss, right);

    /// <summary>A step's loss, right answers and compared answers, in the order of the shards.</summary>
    /// <param name="count">Shards of the step.</param>
    public (double Loss, double Correct, double Judged) Sum(int count)
    {
        var sum = (Loss: 0.0, Correct: 0.0, Judged: 0.0);
        for (var i = 0; i < count; i++)
        {
            sum = (sum.Loss + losses[i], sum.Correct + answers[i].Correct, sum.Judged + answers[i].Judged);
        }

        return sum;
    }

    /// <summary>Adds a step to the epoch.</summary>
    /// <param name="step">As <see cref="Sum"/> gives it.</param>
    /// <param name="rows">Rows of the step.</param>
    public void Add((double Loss, double Correct, double Judged) step, int rows)
    {
        EpochLoss += step.Loss * rows;
        EpochCorrect += (long)step.Correct;
        EpochJudged += (long)step.Judged;
    }

    /// <summary>Share of right answers in the epoch; NaN without classes.</summary>
    public double Accuracy => classes > 0 && EpochJudged > 0 ? (double)EpochCorrect / EpochJudged : double.NaN;

    /// <summary>Writes the epoch so far into the numbers of a working checkpoint.</summary>
    public void Save(IDictionary<string, double> numbers) =>
        (numbers[$"epochLoss.{goal.Output}"], numbers[$"epochCorrect.{goal.Output}"], numbers[$"epochJudged.{goal.Output}"]) = (EpochLoss, EpochCorrect, EpochJudged);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(IReadOnlyDictionary<string, double> numbers) => (EpochLoss, EpochCorrect, EpochJudged) =
        (numbers[$"epochLoss.{goal.Output}"], (long)numbers[$"epochCorrect.{goal.Output}"], (long)numbers[$"epochJudged.{goal.Output}"]);

    /// <summary>The epoch so far.</summary>
    public OutputMetrics Metrics(long rows, EvaluationResult? validation)
    {
        var judged = validation?.Outputs.FirstOrDefault(o => o.Output == goal.Name);
        var loss = goal.Weight > 0 && rows > 0 ? EpochLoss / rows / goal.Weight : double.NaN;
        return new OutputMetrics(goal.Name, loss, Accuracy, judged?.Loss ?? double.NaN, judged?.Accuracy ?? double.NaN);
    }
}
