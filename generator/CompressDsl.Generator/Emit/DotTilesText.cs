using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>3x3 convolutions by Winograd's algorithm: the sums are the same, from 16 products where the windows of four pixels have 36.</summary>
internal static class DotTilesText
{
    private const int Together = 8;

    public static void Write(SourceWriter w, DotPlan plan)
    {
        var (tiles, window) = (plan.Dot.Tiles!, plan.Window!);
        var channels = Literal.Of(tiles.Channels);
        DotEpilogueText.WriteSetup(w, plan);
        w.Line("// 16 products of transformed numbers give 2x2 pixels (Winograd). In whole numbers nothing is rounded.");
        w.Line("// The room: transformed image | transformed weights of 16 outputs | products of eight tiles | four pixels.");
        w.Line("var image = (short*)tiles;");
        w.Line($"var transformed = (short*)(tiles + {Literal.Of(tiles.ImageBytes)});");
        w.Line($"var products = (int*)(tiles + {Literal.Of(tiles.ImageBytes + tiles.WeightBytes)});");
        w.Line($"var pixels = (int*)(tiles + {Literal.Of(tiles.ImageBytes + tiles.WeightBytes + tiles.ProductBytes)});");
        w.Line($"WinogradMath.Image(input, {Literal.Of(window.RowStep)}, ({Literal.Of(window.Rows)}, {Literal.Of(window.Columns)}, {channels}), image, {Literal.Of(tiles.ProductStep)});");
        var groups = plan.Dot.Outputs / DotTile.Lanes;
        using (groups > 1 ? w.Block($"for (var group = 0; group < {Literal.Of(groups)}; group++)") : w.Block())
        {
            w.Line($"WinogradMath.Weights(weights, {channels}, transformed);");
            using (w.Block($"for (var first = 0; first < {Literal.Of(tiles.Tiles)}; first += {Literal.Of(Together)})"))
            {
                w.Line($"WinogradMath.Multiply<TInt>(image + ({channels} * first), {Literal.Of(tiles.ProductStep)}, transformed, {channels}, products);");
                var end = tiles.IsWhole ? $"first + {Literal.Of(Together)}" : $"Math.Min(first + {Literal.Of(Together)}, {Literal.Of(tiles.Tiles)})";
                using (w.Block($"for (var tile = first; tile < {end}; tile++)")) WriteTile(w, plan);
            }

            w.Line($"weights += {Literal.Of(plan.WindowSteps * plan.Inner.WeightStep)};");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(DotTile.Lanes)};");
        }
    }

    private static void WriteTile(SourceWriter w, DotPlan plan)
    {
        var window = plan.Window!;
        var across = Literal.Of((window.Columns + 1) / 2);
        w.Line("WinogradMath.Pixels(products + (16 * (tile - first)), pixels);");
        w.Line($"var (y, x) = (2 * (tile / {across}), 2 * (tile % {across}));");
        w.Line($"var to = output + ({Literal.Of(plan.OutputRow)} * y) + ({Literal.Of(plan.Dot.Outputs)} * x);");
        if (plan.Residual is not null) w.Line($"var other = residual + ({Literal.Of(plan.ResidualRow)} * y) + ({Literal.Of(plan.Dot.Outputs)} * x);");
        if (plan.HasOffsets) w.Line($"var moved = (int*)windowSums + ({Literal.Of(window.Columns)} * y) + x;");
        WriteRow(w, plan, 0);
        using (window.Rows % 2 == 0 ? null : w.Block($"if (y < {Literal.Of(window.Rows - 1)})"))
        {
            w.Line($"to += {Literal.Of(plan.OutputRow)};");
            if (plan.Residual is not null) w.Line($"other += {Literal.Of(plan.ResidualRow)};");
            WriteRow(w, plan, 2);
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
        var sum = $"TInt.Load({DotPlan.At("pixels", pixel * DotTile.Lanes)})";
        var start = plan.Start(0, $"moved[{Literal.Of((pixel / 2 * plan.Window!.Columns) + (pixel % 2))}]");
        DotEpilogueText.WriteStore(w, plan, start == plan.Zero ? sum : $"TInt.Add({sum}, {start})", (0, offset), "16");
    }
}
