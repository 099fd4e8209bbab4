namespace CompressDsl.Core;

/// <summary>Pruning by whole blocks or rows.</summary>
internal static class BlockPruning
{
    /// <summary>
    /// Clears the blocks with the smallest sums of magnitudes (of rows, which differ in length: means) until the next block would lead further from <paramref name="goal"/> zeros.
    /// </summary>
    public static void Prune(IReadOnlyList<PruneTarget> pool, byte[][] masks, long goal)
    {
        var geometries = pool.Select(t => BlockGeometry.Of(t.Weight)).ToArray();
        var ranked = pool
            .SelectMany((target, t) => Norms(target, geometries[t]).Select((norm, block) => (Norm: norm, Target: t, Block: block)))
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

    private static IEnumerable<double> Norms(PruneTarget target, BlockGeometry geometry)
    {
        var norms = geometry.Norms(target.Values);
        return target.Weight.Pattern == PrunePattern.Rows ? norms.Select((norm, row) => norm / geometry.Size(row)) : norms;
    }
}
