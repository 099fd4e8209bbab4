namespace CompressDsl.Training;

/// <summary>Which difference between student and teacher distillation makes small.</summary>
public enum DistillationTarget
{
    /// <summary>Classes: <see cref="DistillationLoss"/> on logits.</summary>
    SoftTargets,

    /// <summary>Numbers: mean squared error between the outputs; labels are not used.</summary>
    Outputs,
}
