using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>How good a model is on a data set.</summary>
/// <param name="Samples">Number of samples.</param>
/// <param name="Loss">Mean cross entropy (classes) or mean squared error (targets); of several outputs the weighted sum.</param>
/// <param name="Confusion">By class, of the first output that has classes; null for a regression.</param>
public sealed record EvaluationResult(int Samples, double Loss, ConfusionMatrix? Confusion)
{
    /// <summary>Share of right classes, 0 to 1; NaN for a regression.</summary>
    public double Accuracy => Confusion?.Accuracy ?? double.NaN;

    /// <summary>Every output that the data set has answers for, in the order of the model's outputs.</summary>
    public EquatableArray<OutputEvaluation> Outputs { get; init; }

    /// <summary>The output <paramref name="name"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none, or the data set has no answers for it.</exception>
    public OutputEvaluation Output(string name) => Outputs.FirstOrDefault(o => o.Output == name)
        ?? throw new ArgumentException($"No output '{name}' was evaluated; there are {string.Join(", ", Outputs.Select(o => o.Output))}.");
}
