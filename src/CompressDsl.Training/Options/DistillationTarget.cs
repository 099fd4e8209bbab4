namespace CompressDsl.Training;

/// <summary>Which difference between student and teacher distillation makes small.</summary>
public enum DistillationTarget
{
    /// <summary>Classes: <see cref="DistillationLoss"/> on logits.</summary>
    SoftTargets,

    /// <summary>
    /// Classes: mean squared error between the logits (Ba and Caruana 2014), weighted with alpha against the cross entropy of the labels.
    /// </summary>
    Logits,

    /// <summary>Numbers: mean squared error between the outputs; labels are not used.</summary>
    Outputs,
}
