namespace CompressDsl.Training;

/// <summary>A model's own loss on the rows of a shard.</summary>
/// <param name="values">The loss of every row; empty without a loss of the model's own.</param>
/// <param name="gradient">Receives the weight of every row in the mean.</param>
internal readonly ref struct OwnLossRows(ReadOnlySpan<float> values, Span<float> gradient)
{
    /// <summary>The loss of every row.</summary>
    public ReadOnlySpan<float> Values { get; } = values;

    /// <summary>Receives the weight of every row.</summary>
    public Span<float> Gradient { get; } = gradient;

    /// <summary>The weight of a row in the batch's mean.</summary>
    public float Scale { get; init; }

    /// <summary>What the loss wants and there is not, in words; null where nothing is missing.</summary>
    public string? Missing { get; init; }
}
