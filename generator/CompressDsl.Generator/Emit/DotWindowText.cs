using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// Matrix products and convolutions: several output pixels are computed together, so that a weight is read once for all of them.
/// </summary>
internal static class DotWindowText
{

    public static void Write(SourceWriter w, DotPlan plan)
    {
        DotEpilogueText.WriteSetup(w, plan);
        if (plan.Dot.Prepared is { } prepared) WritePrepare(w, prepared);
        var groups = (plan.Dot.Outputs + DotTile.Lanes - 1) / DotTile.Lanes;
        var each = plan.Dot.Tile;
        var full = groups / each;
        var tail = plan.Dot.Outputs % DotTile.Lanes;
        if (tail > 0 && plan.CutsTail && groups % each == 0) full--;
        if (full > 0) WriteTiles(w, plan, full, each, DotTile.Lanes);
        if (groups - (full * each) is > 0 and var rest) WriteTiles(w, plan, 1, rest, plan.CutsTail && tail > 0 ? tail : DotTile.Lanes);
    }

    public static void WritePrepare(SourceWriter w, DotPreparation prepared)
    {
        w.Line("// Windows and outputs share the activations: what depends on these alone is computed once.");
        w.Line($"input = TInt.PrepareImage(input, {Literal.Of(prepared.Count)}, room);");
    }

    private static void WriteTiles(SourceWriter w, DotPlan plan, int count, int groups, int tail)
    {
        var pixels = plan.PixelsOf(groups);
        w.Line($"// {Literal.Of(groups * DotTile.Lanes)} outputs of {Literal.Of(pixels)} pixels at a time.");
        using (count > 1 ? w.Block($"for (var tile = 0; tile < {Literal.Of(count)}; tile++)") : w.Block())
        {
            WindowLoops.Write(w, plan, pixels, p => WritePixels(w, plan, (p, groups, tail)));
            w.Line($"weights += {Literal.Of(plan.WindowSteps * groups * plan.Inner.WeightStep)};");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(groups * DotTile.Lanes)};");
        }
    }

    private static void WritePixels(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile)
    {
        var window = plan.Window!;
        for (var sum = 0; sum < tile.Pixels * tile.Groups; sum++)
            w.Line($"var sum{Literal.Of(sum)} = {plan.Start(sum % tile.Groups * DotTile.Lanes)};");
        w.Line("var weight = weights;");
        using (window.TapRows > 1 ? w.Block($"for (var tapRow = 0; tapRow < {Literal.Of(window.TapRows)}; tapRow++)") : null)
        using (window.TapColumns > 1 ? w.Block($"for (var tapColumn = 0; tapColumn < {Literal.Of(window.TapColumns)}; tapColumn++)") : null)
        {
            var offset = new List<string>();
            if (window.TapRows > 1) offset.Add($"({Literal.Of(window.TapRowStep)} * tapRow)");
            if (window.TapColumns > 1) offset.Add($"({Literal.Of(window.TapColumnStep)} * tapColumn)");
            w.Line(offset.Count == 0 ? "var at = from;" : $"var at = from + {string.Join(" + ", offset)};");
            var advance = plan.Inner.InputStep == 1 ? "k++" : $"k += {Literal.Of(plan.Inner.InputStep)}";
            using (w.Block($"for (var k = 0; k < {Literal.Of(window.Run)}; {advance})")) WriteStep(w, plan, tile);
        }

        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            for (var group = 0; group < tile.Groups; group++)
            {
                var count = group == tile.Groups - 1 ? tile.Tail : DotTile.Lanes;
                DotEpilogueText.WriteStore(
                    w, plan, $"sum{Literal.Of((pixel * tile.Groups) + group)}", (group * DotTile.Lanes, (pixel * plan.Dot.Outputs) + (group * DotTile.Lanes)), Literal.Of(count));
            }
        }
    }

    private static void WriteStep(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile)
    {
        // Float weights are read once for all pixels; integer ones are an operand of the instruction that multiplies them.
        if (!plan.IsInteger)
        {
            for (var group = 0; group < tile.Groups; group++)
                w.Line($"var weights{Literal.Of(group)} = {plan.LoadWeights(DotPlan.At("weight", group * plan.Inner.WeightStep))};");
        }

        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            var address = DotPlan.At("at", pixel * plan.Window!.PixelStep);
            var operand = plan.IsInteger || tile.Groups > 1 ? plan.Inner.Operand(address) : address;
            var name = tile.Groups == 1 ? operand : $"x{Literal.Of(pixel)}";
            if (tile.Groups > 1) w.Line($"var {name} = {operand};");
            for (var group = 0; group < tile.Groups; group++)
            {
                var sum = $"sum{Literal.Of((pixel * tile.Groups) + group)}";
                w.Line(plan.IsInteger
                    ? $"{sum} = {plan.Inner.Update(sum, name, DotPlan.At("weight", group * plan.Inner.WeightStep))};"
                    : $"{sum} = TFloat.MultiplyAdd({name}, weights{Literal.Of(group)}, {sum});");
            }
        }

        w.Line(plan.Inner.InputStep == 1 ? "at++;" : $"at += {Literal.Of(plan.Inner.InputStep)};");
        w.Line($"weight += {Literal.Of(tile.Groups * plan.Inner.WeightStep)};");
    }
}
