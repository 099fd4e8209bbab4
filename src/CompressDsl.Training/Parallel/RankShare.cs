namespace CompressDsl.Training;

/// <summary>
/// A rank's part of every batch: shards that lie one behind the other. Shards are what the result depends on, ranks only say who
/// computes which.
/// </summary>
/// <param name="FirstRow">Its first row in the batch.</param>
/// <param name="Rows">Its rows in a full batch.</param>
/// <param name="Shards">Its shards in a full batch.</param>
/// <param name="RowsBehind">Rows of a full batch behind it.</param>
internal readonly record struct RankShare(int FirstRow, int Rows, int Shards, int RowsBehind)
{
    /// <summary>The share of this process.</summary>
    /// <exception cref="ArgumentException">There are more ranks than shards.</exception>
    public static RankShare Of(TrainingOptions options)
    {
        if (options.Communicator is not { Size: > 1 } ranks) return new RankShare(0, options.BatchSize, options.Shards, 0);
        if (options.Shards < ranks.Size)
        {
            throw new ArgumentException(
                $"A batch of {options.BatchSize} has {options.Shards} shards of {options.EffectiveShardRows} rows, too few for {ranks.Size} ranks: "
                + $"set {nameof(TrainingOptions.ShardRows)} to at most {Math.Max(1, options.BatchSize / ranks.Size)}, or a larger {nameof(TrainingOptions.BatchSize)}.");
        }

        var (first, count) = ranks.PartOf(options.Shards).GetOffsetAndLength(options.Shards);
        var firstRow = first * options.EffectiveShardRows;
        var endRow = Math.Min((first + count) * options.EffectiveShardRows, options.BatchSize);
        return new RankShare(firstRow, endRow - firstRow, count, options.BatchSize - endRow);
    }

    /// <summary>Reads this rank's rows of the next batch, and passes over those of the others.</summary>
    public void Read(IBatchCursor cursor, Batch batch)
    {
        batch.Clear();
        if (FirstRow > 0) cursor.Skip(FirstRow);
        cursor.MoveNext(batch);
        if (RowsBehind > 0) cursor.Skip(RowsBehind);
    }
}
