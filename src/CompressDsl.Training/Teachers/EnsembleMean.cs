namespace CompressDsl.Training;

/// <summary>What of several teachers is averaged.</summary>
public enum EnsembleMean
{
    /// <summary>Their outputs; for logits that is the geometric mean of their probabilities.</summary>
    Outputs,

    /// <summary>The softmax of their outputs; the ensemble answers with the logarithm, which a softmax turns into the mean again.</summary>
    Probabilities,
}
