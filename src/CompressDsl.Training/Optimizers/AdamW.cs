namespace CompressDsl.Training;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch defines it: weights shrink by <c>rate * decay</c> before the step.</summary>
/// <param name="Beta1">Memory of the mean, 0 to below 1.</param>
/// <param name="Beta2">Memory of the squares, 0 to below 1.</param>
/// <param name="Epsilon">Keeps the step finite; above 0.</param>
/// <param name="WeightDecay">At least 0.</param>
public sealed record AdamW(float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, float WeightDecay = 0.01f) : Optimizer
{
    /// <inheritdoc/>
    public override int StatesPerParameter => 2;

    /// <inheritdoc/>
    public override string Describe() =>
        FormattableString.Invariant($"adamw beta1={Beta1} beta2={Beta2} epsilon={Epsilon} weight-decay={WeightDecay}");

    /// <inheritdoc/>
    public override void Validate()
    {
        OptionCheck.That(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "at least 0 and below 1");
        OptionCheck.That(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "at least 0 and below 1");
        OptionCheck.That(Epsilon > 0, nameof(Epsilon), Epsilon, "above 0");
        OptionCheck.That(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "at least 0");
    }

    private protected override void Update(UpdateBlock block, in UpdateSettings settings) =>
        AdamKernel.Update(block, new AdamRates(Beta1, Beta2, Epsilon, settings) { Shrink = settings.Decay ? 1 - (settings.LearningRate * WeightDecay) : 1 });
}
