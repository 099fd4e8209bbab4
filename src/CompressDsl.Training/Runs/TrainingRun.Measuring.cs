namespace CompressDsl.Training;

/// <content>What is measured to prune by it.</content>
public sealed unsafe partial class TrainingRun
{
    /// <summary>Runs samples through the network as it is deployed but for masks and grids, and moves nothing.</summary>
    /// <param name="shardLoss">The loss.</param>
    /// <param name="most">Samples after which it ends with the batch.</param>
    /// <returns>Samples read.</returns>
    internal long MeasureOnly(ShardLoss shardLoss, long most)
    {
        Parameters.FreezeNorms();
        Parameters.Refresh(Runner);
        settings = new PassSettings(false, false, true, false) { IsMeasuringInputs = true };
        var samples = 0L;
        BeginEpoch();
        while (samples < most && NextBatch())
        {
            ForEachShard(shardLoss);
            gradients.Reduce(Runner, shardCount);
            sums.Measure(shards.AsSpan(0, shardCount), withNorms: false);
            Measure();
            samples += batch.Rows;
        }

        return samples;
    }

    /// <summary>Before the update, which sets the gradients of masked weights to zero.</summary>
    private void Measure() => Parameters.Statistics.Follow(Runner, Parameters.Dense, gradients.Shard(0), sums);
}
