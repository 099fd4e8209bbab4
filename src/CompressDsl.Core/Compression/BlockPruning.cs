namespace CompressDsl.Core;

/// <summary>Pruning by whole blocks or rows.</summary>
internal static class BlockPruning
{
    /// <summary>
    /// Clears the blocks with the smallest scores until the next block would lead further from <paramref name="goal"/> zeros, or past it where
    /// it is a <paramref name="limit"/>.
    /// </summary>
    public static void Prune(IReadOnlyList<PruneTarget> pool, IReadOnlyList<byte[]> masks, long goal, bool limit)
    {
        var geometries = pool.Select(t => BlockGeometry.Of(t.Weight)).ToArray();
        var ranked = pool
            .SelectMany((target, t) => PruneScores.OfBlocks(target, geometries[t]).Select((score, block) => (Score: score, Target: t, Block: block)))
            .OrderBy(b => b.Score).ThenBy(b => b.Target).ThenBy(b => b.Block);
        long zeros = 0;
        foreach (var (_, target, block) in ranked)
        {
            var after = zeros + geometries[target].Size(block);
            if (limit ? after > goal : Math.Abs(after - goal) >= Math.Abs(zeros - goal)) return;
            geometries[target].Clear(masks[target], block);
            zeros = after;
        }
    }
}
