namespace CompressDsl.Training;

/// <summary>Where a batch norm adds the gradients of its parameters.</summary>
public readonly unsafe struct BatchNormGradients
{
    /// <summary>Gradient of <c>weight</c>.</summary>
    public required float* Gain { get; init; }

    /// <summary>Gradient of <c>bias</c>.</summary>
    public required float* Shift { get; init; }
}
