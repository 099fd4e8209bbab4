namespace CompressDsl.Runtime.V1;

/// <summary>What <see cref="PixelMath.Pairs"/> lays of a row of an image.</summary>
/// <param name="columns">Pixels of the result, at least 8.</param>
/// <param name="step">From pixel to pixel, up to 14.</param>
/// <param name="taps">Taps of a row of the window.</param>
/// <param name="pairStep">From pair to pair of the result.</param>
public readonly struct PixelRow(int columns, int step, int taps, int pairStep)
{
    /// <summary>Pixels of the result.</summary>
    public int Columns => columns;

    /// <summary>From pixel to pixel.</summary>
    public int Step => step;

    /// <summary>Taps of a row of the window.</summary>
    public int Taps => taps;

    /// <summary>From pair to pair of the result.</summary>
    public int PairStep => pairStep;
}
