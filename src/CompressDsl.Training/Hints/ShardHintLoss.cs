namespace CompressDsl.Training;

/// <summary>Computes what the fields of a shard learn from other fields, and writes the gradients.</summary>
/// <param name="hints">The values of a shard, by the number of the hint.</param>
public delegate void ShardHintLoss(ShardHints hints);
