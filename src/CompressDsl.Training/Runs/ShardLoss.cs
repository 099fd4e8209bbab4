namespace CompressDsl.Training;

/// <summary>Computes the loss of a shard and writes its gradient.</summary>
/// <param name="answers">Outputs and what they are compared with.</param>
/// <returns>The shard's part of the batch's mean loss.</returns>
public delegate double ShardLoss(ShardAnswers answers);
