namespace CompressDsl.Training;

/// <summary>How good one output of a model is on a data set.</summary>
/// <param name="Output">The output's name.</param>
/// <param name="Loss">Mean cross entropy (classes) or mean squared error (targets).</param>
/// <param name="Confusion">By class; null for a regression.</param>
public sealed record OutputEvaluation(string Output, double Loss, ConfusionMatrix? Confusion)
{
    /// <summary>Share of right classes, 0 to 1; NaN for a regression.</summary>
    public double Accuracy => Confusion?.Accuracy ?? double.NaN;
}
