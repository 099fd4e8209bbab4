using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Gives scratch buffers their places in the arena; buffers that are never alive together share memory.</summary>
internal static class BufferPlanner
{
    /// <summary>Kernels may read and write whole vectors at the end of a buffer's last row.</summary>
    private const int Slack = 64;

    public static (List<DataBuffer> Buffers, int ArenaBytes) Plan(IReadOnlyList<DataBuffer> buffers, IReadOnlyList<Primitive> steps)
    {
        var views = buffers.Where(b => b.View is not null).ToLookup(b => b.View!.Buffer, b => b.Id);
        var lives = buffers.Where(b => b.Role == BufferRole.Scratch && b.View is null)
            .Select(b => (Buffer: b, Ids: new HashSet<int>(views[b.Id]) { b.Id }))
            .Select(b => (b.Buffer, First: First(b.Ids, steps), Last: Last(b.Ids, steps)))
            .Where(l => l.First >= 0)
            .OrderByDescending(l => l.Buffer.Bytes).ThenBy(l => l.Buffer.Id)
            .ToList();
        var placed = new List<(DataBuffer Buffer, int First, int Last)>();
        foreach (var life in lives)
        {
            var neighbours = placed.Where(p => p.First <= life.Last && life.First <= p.Last).OrderBy(p => p.Buffer.Offset).ToList();
            placed.Add((life.Buffer with { Offset = Fit(Size(life.Buffer), neighbours.Select(n => n.Buffer)) }, life.First, life.Last));
        }

        var result = buffers.ToList();
        foreach (var place in placed) result[place.Buffer.Id] = place.Buffer;
        foreach (var buffer in buffers.Where(b => b.View is not null))
            result[buffer.Id] = buffer with { Offset = result[buffer.View!.Buffer].Offset + (buffer.View.Start * buffer.ElementBytes) };
        return (result, placed.Select(p => p.Buffer.Offset + Size(p.Buffer)).DefaultIfEmpty(0).Max());
    }

    private static int Size(DataBuffer buffer) => buffer.Bytes + Slack;

    private static int Fit(int size, IEnumerable<DataBuffer> neighbours)
    {
        var offset = 0;
        foreach (var taken in neighbours)
        {
            if (offset + size <= taken.Offset) return offset;
            offset = Math.Max(offset, taken.Offset + Size(taken));
        }

        return offset;
    }

    private static int First(HashSet<int> ids, IReadOnlyList<Primitive> steps) =>
        steps.ToList().FindIndex(s => Touched(s).Any(ids.Contains));

    private static int Last(HashSet<int> ids, IReadOnlyList<Primitive> steps) =>
        steps.ToList().FindLastIndex(s => Touched(s).Any(ids.Contains));

    private static IEnumerable<int> Touched(Primitive step)
    {
        yield return step.Output;
        foreach (var read in step.Reads) yield return read;
        if (step is QuantizePrimitive { RowGrids: { } grids }) yield return grids;
        if (step is DotPrimitive { Prepared: { } prepared }) yield return prepared.Buffer;
        if (step is DotPrimitive { WindowSums: { } sums }) yield return sums;
        if (step is DotPrimitive { Groups.Room: { } room }) yield return room;
        if (step is DotPrimitive { Tiles: { } tiles }) yield return tiles.Buffer;
    }
}
