namespace CompressDsl.Training;

/// <summary>A block of parameters with what belongs to them.</summary>
internal readonly ref struct UpdateBlock(Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
{
    /// <summary>The parameters.</summary>
    public readonly Span<float> Weights = weights;

    /// <summary>Their gradients.</summary>
    public readonly ReadOnlySpan<float> Gradients = gradients;

    /// <summary>First memory.</summary>
    public readonly Span<float> First = first;

    /// <summary>Second memory.</summary>
    public readonly Span<float> Second = second;
}
