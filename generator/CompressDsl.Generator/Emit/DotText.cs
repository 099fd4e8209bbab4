using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Matrix-vector products.</summary>
internal static class DotText
{
    public static KernelMethod Create(DotPrimitive dot, BufferTable buffers)
    {
        var plan = DotPlan.Of(dot, buffers);
        return new KernelMethod(dot, new EquatableArray<KernelArgument>(Arguments(dot, plan, buffers)), Body(plan, buffers))
        {
            UsesIntegers = plan.IsInteger,
            UsesFloats = plan.NeedsFloats,
            UsesProducts = dot.MultipliesBytes,
            Rows = dot.Rows == new Dimension(1) || dot.Window is not null ? null : Rows(dot, buffers),
            Choice = plan.Window is null ? null : Choice(plan, buffers),
        };
    }

    private static Action<SourceWriter> Body(DotPlan plan, BufferTable buffers) => plan switch
    {
        { Window.IsDepthwise: true } => w => DepthwiseText.Write(w, plan, buffers.IsPadded(plan.Dot.Input)),
        { Window: not null, IsBlocks: true } => w => DotBlockWindowText.Write(w, plan),
        { Window: not null } => w => DotWindowText.Write(w, plan),
        { Dot.Groups: not null } => w => DotGroupsText.Write(w, plan),
        { IsBlocks: true } => w => DotBlocksText.Write(w, plan),
        _ => w => WriteDense(w, plan),
    };

    private static KernelChoice? Choice(DotPlan plan, BufferTable buffers)
    {
        var narrow = KernelVariant.OfPixels(plan.PixelsOf(), Body(plan, buffers));
        if (plan.Dot.Tiles is { Pixels: var side })
        {
            var tiles = DotPlan.Of(plan.Dot, buffers, DotPlanKind.Tiles);
            var size = $"{Literal.Of(side)}x{Literal.Of(side)}";
            return new KernelChoice("MultipliesWords", new KernelVariant("ByTiles", $"in tiles of {size} pixels", w => DotTilesText.Write(w, tiles)), narrow);
        }

        if (plan.Dot.Pixels is not null)
        {
            var pixels = DotPlan.Of(plan.Dot, buffers, DotPlanKind.Pixels);
            return new KernelChoice("MultipliesWords", new KernelVariant("InLanes", "with pixels in the lanes", w => DotPixelsText.Write(w, pixels)), narrow);
        }

        var wide = DotPlan.Of(plan.Dot, buffers, DotPlanKind.Wide);
        return wide.PixelsOf() == plan.PixelsOf()
            ? null
            : new KernelChoice("HoldsManySums", KernelVariant.OfPixels(wide.PixelsOf(), Body(wide, buffers)), narrow);
    }

    private static IEnumerable<KernelArgument> Arguments(DotPrimitive dot, DotPlan plan, BufferTable buffers)
    {
        yield return buffers.Pointer(dot.Input, "input");
        yield return buffers.Pointer(dot.Output, "output");
        yield return KernelArgument.OfSection(plan.WeightType, "weights", dot.Sections.Weights);
        if (dot.Sections.Bias is { } bias) yield return KernelArgument.OfSection(plan.IsStatic ? "int*" : "float*", "bias", bias);
        if (dot.Sections.Scale is { } scale) yield return KernelArgument.OfSection(dot.Groups is null ? "float*" : "ushort*", "scale", scale);
        if (dot.Sections.Sums is { } sums) yield return KernelArgument.OfSection(dot.Groups is null ? "int*" : "float*", "weightSums", sums);
        if (dot.Sections.Offsets is { } offsets) yield return KernelArgument.OfSection("sbyte*", "offsets", offsets);
        if (dot.Epilogue.OutputSection is { } grid) yield return KernelArgument.OfSection("GridSection*", "grid", grid);
        if (dot.Groups?.InputGrid is { } lies) yield return KernelArgument.OfSection("GridSection*", "inputGrid", lies);
        if (dot.Groups?.Room is { } centred) yield return new KernelArgument("byte*", "room", Buffer: centred);
        if (dot.RowGrids is { } rows) yield return new KernelArgument("RowGrid*", "measured", Buffer: rows);
        if (dot.Prepared is { } prepared) yield return new KernelArgument("byte*", "room", Buffer: prepared.Buffer);
        if (dot.WindowSums is { } windows) yield return new KernelArgument("byte*", "windowSums", Buffer: windows);
        if (dot.Tiles is { } tiles) yield return new KernelArgument("byte*", "tiles", Buffer: tiles.Buffer);
        if (dot.Epilogue.Residual is { } residual)
        {
            yield return buffers.Pointer(residual.Buffer, "residual");
            if (residual.Grid is { } of) yield return KernelArgument.OfSection("GridSection*", "residualGrid", of);
        }

        foreach (var length in BufferTable.LengthsOf(dot.Rows)) yield return length;
        if (dot.MultipliesBytes) yield return new KernelArgument("int", "chain", Chain: dot.Sections.Weights);
    }

    private static KernelRows Rows(DotPrimitive dot, BufferTable buffers)
    {
        var steps = new Dictionary<string, int>
        {
            ["input"] = dot.Inputs, ["output"] = dot.Outputs, ["residual"] = dot.Outputs,
        };
        if (dot.Groups is not { IsMeasuredOnce: true }) steps["measured"] = 1;
        return new KernelRows(buffers.Count(dot.Rows), dot.Rows.Name, steps);
    }

    private static void WriteDense(SourceWriter w, DotPlan plan)
    {
        DotEpilogueText.WriteSetup(w, plan);
        var tiles = DotTile.Plan(plan.Dot.Outputs, plan.Dot.Tile, plan.Inner.Units, plan.CutsTail).ToArray();
        for (var i = 0; i < tiles.Length; i++)
        {
            var tile = tiles[i];
            w.Line(Comment(plan, tile, tiles.Length));
            var header = tile.Count > 1 ? $"for (var tile = 0; tile < {Literal.Of(tile.Count)}; tile++)" : "";
            using (tiles.Length > 1 || tile.Count > 1 ? w.Block(header) : null) WriteTile(w, plan, tile, moves: tile.Count > 1 || i < tiles.Length - 1);
            if (i < tiles.Length - 1) w.Line();
        }
    }

    private static string Comment(DotPlan plan, DotTile tile, int tiles)
    {
        if (tile.Count > 1) return $"// {Literal.Of(tile.Groups * DotTile.Lanes)} outputs at a time.";
        return tiles == 1 ? $"// All {Literal.Of(plan.Dot.Outputs)} outputs together." : $"// {Literal.Of(tile.Groups * DotTile.Lanes)} outputs.";
    }

    private static void WriteTile(SourceWriter w, DotPlan plan, DotTile tile, bool moves)
    {
        for (var sum = 0; sum < tile.Groups * tile.Split; sum++)
        {
            w.Line($"var sum{Literal.Of(sum)} = {(sum < tile.Groups ? plan.Start(sum * DotTile.Lanes) : plan.Zero)};");
        }

        plan.Inner.Write(w, tile);
        plan.Inner.WriteJoin(w, tile);
        WriteStores(w, plan, tile);
        if (!moves) return;
        foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(tile.Groups * DotTile.Lanes)};");
    }

    // Requantised groups leave two or four at a time: the next layer reads whole registers, which wait for smaller stores.
    private static void WriteStores(SourceWriter w, DotPlan plan, DotTile tile)
    {
        string Sum(int group) => plan.IsCorrected ? $"TInt.Add(sum{Literal.Of(group)}, correction)" : $"sum{Literal.Of(group)}";
        var group = 0;
        foreach (var together in new[] { 4, 2 })
        {
            if (!plan.RequantizesDirectly) break;
            for (; group + together <= tile.Groups; group += together)
            {
                var sums = string.Join(", ", Enumerable.Range(group, together).Select(Sum));
                var at = group * DotTile.Lanes;
                w.Line($"TInt.StoreRequantized({sums}, {DotPlan.At("scale", at)}, zeroPoint, low, high, {DotPlan.At("output", at)});");
            }
        }

        for (; group < tile.Groups; group++)
        {
            var count = group == tile.Groups - 1 ? tile.Tail : DotTile.Lanes;
            DotEpilogueText.WriteStore(w, plan, Sum(group), (group * DotTile.Lanes, group * DotTile.Lanes), Literal.Of(count));
        }
    }
}
