namespace CompressDsl.Training;

/// <summary>How often each class was taken for each class.</summary>
/// <param name="classes">Number of classes.</param>
public sealed class ConfusionMatrix(int classes)
{
    private readonly int[] counts = new int[classes * classes];

    /// <summary>Number of classes.</summary>
    public int Classes => classes;

    /// <summary>Samples of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => counts[(actual * classes) + predicted];

    /// <summary>All samples.</summary>
    public int Total => counts.Sum();

    /// <summary>Samples on the diagonal.</summary>
    public int Correct => Enumerable.Range(0, classes).Sum(c => this[c, c]);

    /// <summary>Share of right answers, 0 to 1; NaN without samples.</summary>
    public double Accuracy => Correct / (double)Total;

    /// <summary>Of the samples of a class, the share that was found; NaN without samples.</summary>
    public double Recall(int actual) => this[actual, actual] / (double)Enumerable.Range(0, classes).Sum(p => this[actual, p]);

    /// <summary>Of the answers "this class", the share that was right; NaN without such answers.</summary>
    public double Precision(int predicted) => this[predicted, predicted] / (double)Enumerable.Range(0, classes).Sum(a => this[a, predicted]);

    /// <summary>Counts a sample.</summary>
    internal void Add(int actual, int predicted) => counts[(actual * classes) + predicted]++;

    /// <summary>Adds the matrices of all ranks.</summary>
    internal void AddRanks(Communicator ranks)
    {
        double[] numbers = [.. counts];
        ranks.AllReduce(numbers, ReduceOperation.Sum);
        for (var i = 0; i < counts.Length; i++) counts[i] = (int)numbers[i];
    }

    /// <summary>Adds another matrix.</summary>
    internal void Add(ConfusionMatrix other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
    }
}
