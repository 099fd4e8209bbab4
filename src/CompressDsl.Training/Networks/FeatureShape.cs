namespace CompressDsl.Training;

/// <summary>Shape of the values of a field for one sample: places with features at each, features last.</summary>
/// <param name="Height">Rows of an image; 1 for anything else.</param>
/// <param name="Width">Columns of an image, or places of a sequence; 1 for a vector.</param>
/// <param name="Channels">Features at a place.</param>
public readonly record struct FeatureShape(int Height, int Width, int Channels)
{
    /// <summary>Number of places.</summary>
    public int Places => Height * Width;

    /// <summary>Floats of a sample.</summary>
    public int Length => Places * Channels;

    /// <inheritdoc/>
    public override string ToString() => Height > 1 ? $"[{Height}, {Width}, {Channels}]" : Width > 1 ? $"[{Width}, {Channels}]" : $"[{Channels}]";
}
