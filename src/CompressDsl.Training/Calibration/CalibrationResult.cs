using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What calibration found.</summary>
/// <param name="Samples">Samples read.</param>
/// <param name="Ranges">The activations with a static grid, in the order of the network.</param>
/// <param name="Checkpoint">The checkpoint with the ranges.</param>
public sealed record CalibrationResult(long Samples, EquatableArray<CalibratedRange> Ranges, Checkpoint Checkpoint);
