using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What a quantisation after training changed, step by step; prints as one line per group of channels, range and layer.</summary>
/// <param name="Samples">Samples used.</param>
/// <param name="Rescalings">What became of the channels between layers; empty where none were to be rescaled.</param>
/// <param name="Calibration">The ranges of the activations.</param>
/// <param name="Layers">What became of the weights and biases, in the order of the network.</param>
/// <param name="Checkpoint">The network: weights on their grids, masks, scales, ranges and recipe.</param>
public sealed record PostTrainingResult(
    int Samples, EquatableArray<ChannelRescaling> Rescalings, CalibrationResult Calibration, EquatableArray<LayerRounding> Layers, Checkpoint Checkpoint)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var lines = Rescalings.Select(r => $"{r}")
            .Concat(Calibration.Ranges.Select(r => FormattableString.Invariant($"{r.Key}: {r.Chosen.Min:G4} to {r.Chosen.Max:G4}, {r.Clipped:P2} clipped")))
            .Concat(Layers.Select(l => $"{l}"));
        return string.Join(Environment.NewLine, lines.Prepend($"{Samples} samples"));
    }
}
