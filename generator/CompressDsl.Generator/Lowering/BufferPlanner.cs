using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Lowering;

/// <summary>Gives scratch buffers their places in the arena; buffers that are never alive together share memory.</summary>
internal static class BufferPlanner
{
    /// <summary>Kernels may read and write whole vectors at the end of a buffer's last row.</summary>
    private const int Slack = 64;

    public static (List<DataBuffer> Buffers, int ArenaBytes) Plan(IReadOnlyList<DataBuffer> buffers, IReadOnlyList<Primitive> steps)
    {
        var lives = buffers.Where(b => b.Role == BufferRole.Scratch)
            .Select(b => (Buffer: b, First: First(b.Id, steps), Last: Last(b.Id, steps)))
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

    private static int First(int id, IReadOnlyList<Primitive> steps) => steps.ToList().FindIndex(s => Touches(s, id));

    private static int Last(int id, IReadOnlyList<Primitive> steps) => steps.ToList().FindLastIndex(s => Touches(s, id));

    private static bool Touches(Primitive step, int id) =>
        step.Output == id || step.Reads.Contains(id) || (step is QuantizePrimitive { RowGrids: { } grids } && grids == id)
        || (step is DotPrimitive { Prepared: { } prepared } && prepared.Buffer == id);
}
