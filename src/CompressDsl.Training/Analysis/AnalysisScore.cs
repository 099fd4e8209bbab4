namespace CompressDsl.Training;

/// <summary>How good a network is on the samples of an analysis.</summary>
/// <param name="Loss">Mean cross entropy, or mean squared error of a regression.</param>
/// <param name="Accuracy">Share of right classes, 0 to 1; NaN for a regression.</param>
public readonly record struct AnalysisScore(double Loss, double Accuracy)
{
    /// <summary>Whether there are classes.</summary>
    public bool HasAccuracy => !double.IsNaN(Accuracy);

    /// <summary>By how much this is worse than <paramref name="other"/>: accuracy lost (a share), or loss gained where there are no classes.</summary>
    public double WorseThan(AnalysisScore other) => HasAccuracy ? other.Accuracy - Accuracy : Loss - other.Loss;

    internal static AnalysisScore Of(EvaluationResult result) => new(result.Loss, result.Accuracy);
}
