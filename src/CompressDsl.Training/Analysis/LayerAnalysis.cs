using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What one layer costs, and what compressing it costs.</summary>
public sealed record LayerAnalysis
{
    /// <summary>The name in the model class, e.g. <c>hidden</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its weight in the checkpoint.</summary>
    public required string Key { get; init; }

    /// <summary>What the build makes of it: shape, bytes, kernel.</summary>
    public required LayerFacts Facts { get; init; }

    /// <summary>
    /// The time of its kernels within a call of the compiled network, microseconds: measured, or an estimate where
    /// <see cref="IsTimeMeasured"/> says so. NaN where nothing was timed.
    /// </summary>
    public required double Microseconds { get; init; }

    /// <summary>
    /// Whether its kernels were timed. A weight that no kernel reads as it is has none; its time is the measured time of the whole network,
    /// divided by the multiply-adds that the layers' kernels do (those of blocks that are zero are not done).
    /// </summary>
    public required bool IsTimeMeasured { get; init; }

    /// <summary>Signal-to-noise ratio of the weights on their grid against the float ones, dB; infinite for float weights.</summary>
    public required double WeightSqnr { get; init; }

    /// <summary>The float weights, behind their mask.</summary>
    public required ValueHistogram Weights { get; init; }

    /// <summary>The values that the weights of the output with the largest weight have on their grid, rising; empty for float weights.</summary>
    public required EquatableArray<float> Grid { get; init; }

    /// <summary>The float network with this layer's weights alone on a grid of so many bits.</summary>
    public required EquatableArray<SensitivityPoint> ByBits { get; init; }

    /// <summary>The float network with so many of this layer's weights alone at zero, the smallest ones.</summary>
    public required EquatableArray<SensitivityPoint> BySparsity { get; init; }
}
