namespace CompressDsl.Training;

/// <summary>The values that a layer's backward pass reads and writes.</summary>
public readonly unsafe struct LayerPass
{
    /// <summary>The layer's input in the forward pass.</summary>
    public float* X { get; init; }

    /// <summary>Gradient of the loss with respect to the layer's output.</summary>
    public required float* DY { get; init; }

    /// <summary>Gradient with respect to the input, overwritten.</summary>
    public float* DX { get; init; }
}
