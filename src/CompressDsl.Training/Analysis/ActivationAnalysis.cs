namespace CompressDsl.Training;

/// <summary>What the 8-bit grid of one activation costs.</summary>
public sealed record ActivationAnalysis
{
    /// <summary>The quantisation point, e.g. <c>hidden.input</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Smallest value on the grid.</summary>
    public required float Low { get; init; }

    /// <summary>Largest value on the grid.</summary>
    public required float High { get; init; }

    /// <summary>Distance of two neighbours on the grid.</summary>
    public required float Step { get; init; }

    /// <summary>
    /// Signal-to-noise ratio of this grid alone, dB: 10 log10 of the sum of the squared float values over the sum of the squared differences
    /// to their grid values. Infinite where nothing is lost.
    /// </summary>
    public required double Sqnr { get; init; }

    /// <summary>Signal-to-noise ratio of the quantised network at this place against the float one, dB: what all layers up to here have lost.</summary>
    public required double NetworkSqnr { get; init; }

    /// <summary>Share of the values outside the grid, 0 to 1.</summary>
    public required double Clipped { get; init; }

    /// <summary>The float values.</summary>
    public required ValueHistogram Histogram { get; init; }
}
