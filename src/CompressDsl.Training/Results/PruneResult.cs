using CompressDsl.Core;

namespace CompressDsl.Training;

/// <summary>What pruning a trained network gave.</summary>
/// <param name="Samples">Samples read; 0 where no criterion needs data.</param>
/// <param name="Sparsity">Share of zeros in the weights that are pruned.</param>
/// <param name="Checkpoint">The checkpoint with the masks.</param>
public sealed record PruneResult(long Samples, double Sparsity, Checkpoint Checkpoint);
