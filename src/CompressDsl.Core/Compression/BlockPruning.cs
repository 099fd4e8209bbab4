namespace CompressDsl.Core;

/// <summary>Pruning by whole blocks.</summary>
internal static class BlockPruning
{
    /// <summary>
    /// Clears the blocks with the smallest sums of magnitudes until the next block would lead further from <paramref name="goal"/> zeros.
    /// </summary>
    public static void Prune(IReadOnlyList<PruneTarget> pool, byte[][] masks, long goal)
    {
        var geometries = pool.Select(t => BlockGeometry.Of(t.Weight)).ToArray();
        var ranked = pool
            .SelectMany((target, t) => geometries[t].Norms(target.Values).Select((norm, block) => (Norm: norm, Target: t, Block: block)))
            .OrderBy(b => b.Norm).ThenBy(b => b.Target).ThenBy(b => b.Block);
        long zeros = 0;
        foreach (var (_, target, block) in ranked)
        {
            var after = zeros + geometries[target].Size(block);
            if (Math.Abs(after - goal) >= Math.Abs(zeros - goal)) return;
            geometries[target].Clear(masks[target], block);
            zeros = after;
        }
    }
}
