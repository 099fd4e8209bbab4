namespace CompressDsl.Generator.Graph;

/// <summary>
/// An operator that only a training graph holds (gradients that sum over rows, masks, batch statistics): its kernel belongs to the
/// training code, so it lowers through one hook, <see cref="LoweringContext.EmitTraining"/>.
/// </summary>
internal abstract record TrainingOperator : Operator
{
    /// <summary>
    /// Whether the result belongs to a parameter and is a sum over rows: training runs it with the rows of all samples of a shard as
    /// its rows, and the result is one tensor for the whole shard.
    /// </summary>
    public virtual bool SumsOverBatch => false;

    /// <summary>Whether one sample's result depends on the other samples of the shard (batch statistics).</summary>
    public virtual bool MixesSamples => false;

    public sealed override void Lower(LoweringContext context) => context.EmitTraining(this);
}
