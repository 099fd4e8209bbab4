namespace CompressDsl.Training;

/// <content>Hints.</content>
public partial record TrainingOptions
{
    /// <summary>Factor on the weights of all hints (<c>[Hint]</c>), at least 0; 0 leaves them out.</summary>
    public float HintWeight { get; init; } = 1;

    /// <summary>What <see cref="HintWeight"/> becomes, step by step, until the end of the run; null for a factor that stays.</summary>
    public float? FinalHintWeight { get; init; }

    private void ValidateHints()
    {
        OptionCheck.That(HintWeight >= 0 && float.IsFinite(HintWeight), nameof(HintWeight), HintWeight, "at least 0");
        OptionCheck.That(FinalHintWeight is null || (FinalHintWeight >= 0 && float.IsFinite(FinalHintWeight.Value)), nameof(FinalHintWeight), FinalHintWeight ?? 0, "at least 0 or null");
    }
}
