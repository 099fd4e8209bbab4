using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Embeddings: rows of a table, copied or pooled.</summary>
internal static class LookupText
{
    public static KernelMethod Create(LookupPrimitive lookup, BufferTable buffers)
    {
        var arguments = new List<KernelArgument>
        {
            buffers.Pointer(lookup.Ids, "ids"),
            buffers.Pointer(lookup.Output, "output"),
            KernelArgument.OfSection(lookup.Blocks ? "byte*" : lookup.Scale is null ? "float*" : "sbyte*", "table", lookup.Table),
        };
        if (lookup.Scale is { } scale) arguments.Add(KernelArgument.OfSection("float*", "scale", scale));
        arguments.AddRange(BufferTable.LengthsOf(lookup.Count));
        var rows = new LookupRows(lookup);
        return new KernelMethod(lookup, new EquatableArray<KernelArgument>(arguments), w => WriteBody(w, rows, buffers))
        {
            UsesIntegers = lookup.Scale is not null,
        };
    }

    private static void WriteBody(SourceWriter w, LookupRows rows, BufferTable buffers)
    {
        var lookup = rows.Lookup;
        var count = buffers.Count(lookup.Count);
        w.Line($"KernelMath.CheckIds(ids, {count}, {Literal.Of(lookup.Tokens)});");
        rows.WriteSetup(w);
        var tiles = DotTile.Plan(lookup.Dimensions, 4, 1, !buffers.IsPadded(lookup.Output)).ToArray();
        if (lookup.Pooling != Pooling.None)
        {
            if (lookup.Pooling == Pooling.Mean) w.Line($"var divisor = TFloat.Broadcast({(lookup.Count.IsNamed ? $"Math.Max(1, {count})" : count)});");
            foreach (var (tile, first) in Places(tiles)) WritePooled(w, rows, tile, new LookupTile(first, count));
            return;
        }

        using (w.Block($"for (var t = 0; t < {count}; t++)"))
        {
            rows.WriteRow(w, "0");
            foreach (var (tile, first) in Places(tiles)) WriteCopied(w, rows, tile, first);
            w.Line($"output += {Literal.Of(lookup.Dimensions)};");
        }
    }

    /// <summary>Every tile on its own, with its first group.</summary>
    private static IEnumerable<(DotTile Tile, int First)> Places(DotTile[] tiles)
    {
        var first = 0;
        foreach (var tile in tiles)
        {
            for (var i = 0; i < tile.Count; i++, first += tile.Groups) yield return (tile, first);
        }
    }

    private static void WritePooled(SourceWriter w, LookupRows rows, DotTile tile, LookupTile place)
    {
        w.Line($"// Dimensions {Literal.Of(place.First * 16)} to {Literal.Of(Math.Min((place.First + tile.Groups) * 16, rows.Lookup.Dimensions) - 1)}.");
        using (w.Block())
        {
            for (var g = 0; g < tile.Groups; g++) w.Line($"var sum{g} = {rows.Zero};");
            using (w.Block($"for (var t = 0; t < {place.Count}; t++)"))
            {
                rows.WriteRow(w, Literal.Of(place.First));
                for (var g = 0; g < tile.Groups; g++) rows.WriteAdd(w, $"sum{g}", g);
            }

            for (var g = 0; g < tile.Groups; g++)
            {
                var value = rows.Value($"sum{g}", place.First + g);
                if (rows.Lookup.Pooling == Pooling.Mean) value = $"TFloat.Divide({value}, divisor)";
                WriteStore(w, tile, g, place.First + g, value);
            }
        }
    }

    private static void WriteCopied(SourceWriter w, LookupRows rows, DotTile tile, int first)
    {
        for (var g = 0; g < tile.Groups; g++)
        {
            using (rows.NeedsSum ? w.Block() : null)
            {
                if (rows.NeedsSum)
                {
                    w.Line($"var sum = {rows.Zero};");
                    rows.WriteAdd(w, "sum", first + g);
                }

                WriteStore(w, tile, g, first + g, rows.NeedsSum ? rows.Value("sum", first + g) : rows.Load(first + g));
            }
        }
    }

    private static void WriteStore(SourceWriter w, DotTile tile, int group, int at, string value)
    {
        var count = group == tile.Groups - 1 && tile.Tail < DotTile.Lanes ? Literal.Of(tile.Tail) : null;
        w.Line(VectorLoop.Store(value, "output", Literal.Of(at * DotTile.Lanes), count));
    }
}
