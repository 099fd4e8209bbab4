using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Convolutions by Winograd's algorithm: the sums are the same, from fewer products than the windows of a tile's pixels have.</summary>
internal static class DotTilesText
{
    private const int Together = 8;

    public static void Write(SourceWriter w, DotPlan plan)
    {
        var (tiles, window) = (plan.Dot.Tiles!, plan.Window!);
        var (math, suffix) = tiles.Math;
        var (channels, step) = (Literal.Of(tiles.Channels), Literal.Of(tiles.ProductStep));
        DotEpilogueText.WriteSetup(w, plan);
        WriteRoom(w, tiles);
        w.Line($"{math}.Image{suffix}(input, {Literal.Of(window.RowStep)}, ({Literal.Of(window.Rows)}, {Literal.Of(window.Columns)}, {channels}), image, {step});");
        var groups = (plan.Dot.Outputs + DotTile.Lanes - 1) / DotTile.Lanes;
        using (groups > 1 ? w.Block($"for (var group = 0; group < {Literal.Of(groups)}; group++)") : null)
        {
            w.Line($"{math}.Weights{suffix}(weights, {channels}, transformed);");
            using (w.Block($"for (var first = 0; first < {Literal.Of(tiles.Tiles)}; first += {Literal.Of(Together)})"))
            {
                w.Line($"{math}.Multiply{suffix}<TInt>(image + ({channels} * first), {step}, transformed, {channels}, products);");
                var end = tiles.IsWhole ? $"first + {Literal.Of(Together)}" : $"Math.Min(first + {Literal.Of(Together)}, {Literal.Of(tiles.Tiles)})";
                using (w.Block($"for (var tile = first; tile < {end}; tile++)")) WriteTile(w, plan);
            }

            if (groups == 1) return;
            w.Line($"weights += {Literal.Of(plan.WindowSteps * plan.Inner.WeightStep)};");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(DotTile.Lanes)};");
        }
    }

    private static void WriteRoom(SourceWriter w, DotTiles tiles)
    {
        var (size, at) = (Literal.Of(tiles.Pixels), tiles.ImageBytes);
        w.Line($"// {Literal.Of(tiles.Products)} products of transformed numbers give {size}x{size} pixels (Winograd). In whole numbers nothing is rounded.");
        w.Line("// The room: transformed image | transformed weights of 16 outputs | products of eight tiles | pixels of a tile.");
        w.Line("var image = (short*)tiles;");
        w.Line($"var transformed = (short*)(tiles + {Literal.Of(at)});");
        w.Line($"var products = (int*)(tiles + {Literal.Of(at += tiles.WeightBytes)});");
        w.Line($"var pixels = (int*)(tiles + {Literal.Of(at + tiles.ProductBytes)});");
    }

    private static void WriteTile(SourceWriter w, DotPlan plan)
    {
        var (tiles, window) = (plan.Dot.Tiles!, plan.Window!);
        var (size, across) = (Literal.Of(tiles.Pixels), Literal.Of(tiles.Across));
        w.Line($"{tiles.Math.Type}.Pixels{tiles.Math.Suffix}(products + (16 * (tile - first)), pixels);");
        w.Line($"var (y, x) = ({size} * (tile / {across}), {size} * (tile % {across}));");
        if (tiles.Pixels > 2 || plan.Dot.Outputs % DotTile.Lanes > 0)
        {
            WriteLoops(w, plan);
            return;
        }

        WritePlace(w, plan, "y", "x");
        WriteRow(w, plan, 0);
        using (window.Rows % 2 == 0 ? null : w.Block($"if (y < {Literal.Of(window.Rows - 1)})"))
        {
            w.Line($"to += {Literal.Of(plan.OutputRow)};");
            if (plan.Residual is not null) w.Line($"other += {Literal.Of(plan.ResidualRow)};");
            WriteRow(w, plan, 2);
        }
    }

    private static void WritePlace(SourceWriter w, DotPlan plan, string y, string x)
    {
        w.Line($"var to = output + ({Literal.Of(plan.OutputRow)} * {y}) + ({Literal.Of(plan.Dot.Outputs)} * {x});");
        if (plan.Residual is not null) w.Line($"var other = residual + ({Literal.Of(plan.ResidualRow)} * {y}) + ({Literal.Of(plan.Dot.Outputs)} * {x});");
        if (plan.HasOffsets) w.Line($"var moved = (int*)windowSums + ({Literal.Of(plan.Window!.Columns)} * {y}) + {x};");
    }

    // Larger tiles, and longer texts for a pixel: rows, and pixels of a row.
    private static void WriteLoops(SourceWriter w, DotPlan plan)
    {
        var (tiles, window) = (plan.Dot.Tiles!, plan.Window!);
        string Count(int all, string first) => all % tiles.Pixels == 0
            ? Literal.Of(tiles.Pixels) : $"Math.Min({Literal.Of(tiles.Pixels)}, {Literal.Of(all)} - {first})";
        using (w.Block($"for (var row = 0; row < {Count(window.Rows, "y")}; row++)"))
        {
            WritePlace(w, plan, "(y + row)", "x");
            w.Line($"var sums = pixels + ({Literal.Of(tiles.Pixels * DotTile.Lanes)} * row);");
            using (w.Block($"for (var column = 0; column < {Count(window.Columns, "x")}; column++)"))
            {
                WriteSum(w, plan, $"TInt.Load(sums + ({Literal.Of(DotTile.Lanes)} * column))", "moved[column]", 0);
                w.Line($"to += {Literal.Of(plan.Dot.Outputs)};");
                if (plan.Residual is not null) w.Line($"other += {Literal.Of(plan.Dot.Outputs)};");
            }
        }
    }

    private static void WriteRow(SourceWriter w, DotPlan plan, int pixel)
    {
        WritePixel(w, plan, pixel, 0);
        using (plan.Window!.Columns % 2 == 0 ? null : w.Block($"if (x < {Literal.Of(plan.Window.Columns - 1)})"))
            WritePixel(w, plan, pixel + 1, plan.Dot.Outputs);
    }

    private static void WritePixel(SourceWriter w, DotPlan plan, int pixel, int offset)
    {
        var moved = $"moved[{Literal.Of((pixel / 2 * plan.Window!.Columns) + (pixel % 2))}]";
        WriteSum(w, plan, $"TInt.Load({DotPlan.At("pixels", pixel * DotTile.Lanes)})", moved, offset);
    }

    // The next pixel's outputs may be there already: the last group stores no more than it has.
    private static void WriteSum(SourceWriter w, DotPlan plan, string sum, string moved, int offset)
    {
        var start = plan.Start(0, moved);
        var value = start == plan.Zero ? sum : $"TInt.Add({sum}, {start})";
        var (whole, rest) = (plan.Dot.Outputs / DotTile.Lanes, plan.Dot.Outputs % DotTile.Lanes);
        if (whole > 0)
        {
            using (rest == 0 ? null : w.Block($"if (group < {Literal.Of(whole)})"))
                DotEpilogueText.WriteStore(w, plan, value, (0, offset), Literal.Of(DotTile.Lanes));
        }

        if (rest == 0) return;
        using (whole == 0 ? null : w.Block("else")) DotEpilogueText.WriteStore(w, plan, value, (0, offset), Literal.Of(rest));
    }
}
