namespace CompressDsl.Training;

/// <summary>A tensor's place in the flat array that holds all parameters of a network, and how it starts.</summary>
/// <param name="Key">State-dict name.</param>
/// <param name="Offset">First float; a multiple of 16.</param>
/// <param name="Start">How it is filled before training.</param>
public sealed record ParameterPlace(string Key, int Offset, StartValue Start)
{
    /// <summary>Whether the backward pass stores the gradient; otherwise it adds to zeros.</summary>
    public bool IsGradientStored { get; init; }
}
