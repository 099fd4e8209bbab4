namespace CompressDsl;

/// <summary>What stands between the pixels of an enlarged image.</summary>
public enum UpsampleMode
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A straight line from the centre of a pixel to that of the next one, in both directions; the border is repeated.</summary>
    Bilinear,
}
