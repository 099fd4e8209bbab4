namespace CompressDsl.Training;

/// <summary>What became of a layer's weights and bias.</summary>
/// <param name="Key">Key of the matrix.</param>
/// <param name="Bits">Bits of its grid.</param>
public sealed record LayerRounding(string Key, int Bits)
{
    /// <summary>
    /// Signal to noise of the layer's results in dB, over the samples, as the build rounds by itself: each weight to nearest, scales from the
    /// largest weights. NaN where it was not measured.
    /// </summary>
    public double NearestDecibels { get; init; } = double.NaN;

    /// <summary>The same as the weights are now.</summary>
    public double Decibels { get; init; } = double.NaN;

    /// <summary>Largest change of a bias, in the units of the layer's results; 0 where there was none.</summary>
    public double BiasChange { get; init; }

    /// <summary>Why something that was asked for was not done; null where all was.</summary>
    public string? Remark { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var noise = double.IsNaN(Decibels) ? "" : FormattableString.Invariant($", {NearestDecibels:F1} dB to nearest, {Decibels:F1} dB now");
        var bias = BiasChange == 0 ? "" : FormattableString.Invariant($", bias moved by up to {BiasChange:G3}");
        return $"{Key}: {Bits} bits{noise}{bias}{(Remark is null ? "" : $"; {Remark}")}";
    }
}
