using System.Collections.Concurrent;

namespace CompressDsl.Training;

/// <summary>Measures models. Results do not depend on the number of threads.</summary>
/// <example><code>
/// using var student = Student.Load("student.safetensors");
/// Console.WriteLine(Evaluator.Accuracy(student, test));
/// </code></example>
public static class Evaluator
{
    private const int BlockRows = 128;

    /// <summary>Share of samples whose largest output is their class (the first one where several are equal).</summary>
    /// <param name="model">A classifier; with several threads it must be safe to call from all of them, as generated models are.</param>
    /// <param name="data">Samples with classes.</param>
    /// <param name="threads">Threads; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">Model and samples do not fit, or the samples have no classes.</exception>
    public static double Accuracy(IModel model, IDataset data, int threads = 1) => Confusion(model, data, threads).Accuracy;

    /// <summary>How often each class was taken for each class.</summary>
    /// <inheritdoc cref="Accuracy"/>
    public static ConfusionMatrix Confusion(IModel model, IDataset data, int threads = 1) =>
        Evaluate(model, data, threads).Confusion ?? throw new ArgumentException("The data set has no classes.", nameof(data));

    /// <summary>Mean of the squared differences between outputs and targets.</summary>
    /// <param name="model">The model; with several threads it must be safe to call from all of them, as generated models are.</param>
    /// <param name="data">Samples with target vectors.</param>
    /// <param name="threads">Threads; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">Model and samples do not fit, or the samples have no targets.</exception>
    public static double MeanSquaredError(IModel model, IDataset data, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Shape.Targets == 0) throw new ArgumentException("The data set has no targets.", nameof(data));
        return Evaluate(model, data, threads).Loss;
    }

    /// <summary>Loss and, for classes, confusion matrix.</summary>
    /// <param name="model">The model; with several threads it must be safe to call from all of them, as generated models are.</param>
    /// <param name="data">Samples with classes or targets.</param>
    /// <param name="threads">Threads; 0 for one per processor.</param>
    /// <exception cref="ArgumentException">Model and samples do not fit.</exception>
    public static EvaluationResult Evaluate(IModel model, IDataset data, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        data.Shape.CheckFits(model.Signature);
        if (!data.Shape.HasAnswers) throw new ArgumentException("The data set has neither classes nor targets.", nameof(data));
        var blocks = (data.Count + BlockRows - 1) / BlockRows;
        var parts = new EvaluationSums[blocks];
        var idle = new ConcurrentBag<EvaluationBuffers>();
        using var runner = new ShardRunner(threads);
        runner.Run(blocks, block =>
        {
            if (!idle.TryTake(out var buffers)) buffers = new EvaluationBuffers(data.Shape, model.Signature, BlockRows);
            parts[block] = buffers.Evaluate(model, data, block * BlockRows);
            idle.Add(buffers);
        });
        var sums = new EvaluationSums(data.Shape, model.Signature);
        foreach (var part in parts) sums.Add(part);
        return sums.Result(data.Count, null);
    }
}
