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
        var tiles = Tiles(plan).ToList();
        foreach (var tile in tiles) WriteTiles(w, plan, tile, isAlone: tiles.Count == 1 && tile.Count == 1);
    }

    /// <summary>Products of vectors that the text has when two steps are taken together.</summary>
    public static int ProductsOf(DotPlan plan)
    {
        var odd = (plan.Window!.Run + plan.Inner.InputStep - 1) / plan.Inner.InputStep % 2;
        return Tiles(plan).Sum(t => (WindowLoops.PixelsOf(plan, plan.PixelsOf(t.Groups)) * t.Groups) * (2 + odd));
    }

    private static IEnumerable<(int Count, int Groups, int Tail)> Tiles(DotPlan plan)
    {
        var groups = (plan.Dot.Outputs + DotTile.Lanes - 1) / DotTile.Lanes;
        var each = plan.Dot.Tile;
        var full = groups / each;
        var tail = plan.Dot.Outputs % DotTile.Lanes;
        if (tail > 0 && plan.CutsTail && groups % each == 0) full--;
        if (full > 0) yield return (full, each, DotTile.Lanes);
        if (groups - (full * each) is > 0 and var rest) yield return (1, rest, plan.CutsTail && tail > 0 ? tail : DotTile.Lanes);
    }

    public static void WritePrepare(SourceWriter w, DotPreparation prepared)
    {
        w.Line("// Windows and outputs share the activations: what depends on these alone is computed once.");
        w.Line($"input = TDot.PrepareImage(input, {Literal.Of(prepared.Count)}, room);");
    }

    private static void WriteTiles(SourceWriter w, DotPlan plan, (int Count, int Groups, int Tail) tiles, bool isAlone)
    {
        var (count, groups, tail) = tiles;
        var pixels = plan.PixelsOf(groups);
        w.Line($"// {Literal.Of(groups * DotTile.Lanes)} outputs of {Literal.Of(pixels)} pixels at a time.");
        using (count > 1 ? w.Block($"for (var tile = 0; tile < {Literal.Of(count)}; tile++)") : isAlone ? null : w.Block())
        {
            WindowLoops.Write(w, plan, pixels, p => WritePixels(w, plan, (p, groups, tail)));
            if (isAlone) return;
            w.Line($"weights += {Literal.Of(plan.WindowSteps * groups * plan.Inner.WeightStep)};");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(groups * DotTile.Lanes)};");
        }
    }

    private static void WritePixels(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile)
    {
        var window = plan.Window!;
        for (var sum = 0; sum < tile.Pixels * tile.Groups; sum++)
            w.Line($"var sum{Literal.Of(sum)} = {plan.Start(sum % tile.Groups * DotTile.Lanes, $"moved[{Literal.Of(sum / tile.Groups)}]")};");
        for (var group = 0; plan.HasOffsets && !plan.IsInteger && group < tile.Groups; group++)
            w.Line($"var offset{Literal.Of(group)} = TFloat.LoadSBytes({DotPlan.At("offsets", group * DotTile.Lanes)});");
        w.Line("var weight = weights;");
        using (window.TapRows > 1 ? w.Block($"for (var tapRow = 0; tapRow < {Literal.Of(window.TapRows)}; tapRow++)") : null)
        using (window.TapColumns > 1 ? w.Block($"for (var tapColumn = 0; tapColumn < {Literal.Of(window.TapColumns)}; tapColumn++)") : null)
        {
            var offset = new List<string>();
            if (window.TapRows > 1) offset.Add($"({Literal.Of(window.TapRowStep)} * tapRow)");
            if (window.TapColumns > 1) offset.Add($"({Literal.Of(window.TapColumnStep)} * tapColumn)");
            w.Line(offset.Count == 0 ? "var at = from;" : $"var at = from + {string.Join(" + ", offset)};");
            WriteRun(w, plan, tile);
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

    // Two steps at a time where sums take two, then the last one.
    private static void WriteRun(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile)
    {
        var (step, together) = (plan.Inner.InputStep, plan.Inner.Together);
        var steps = (plan.Window!.Run + step - 1) / step;
        var whole = steps / together;
        var advance = step * together == 1 ? "k++" : $"k += {Literal.Of(step * together)}";
        using (whole > 1 || !plan.IsInteger ? w.Block($"for (var k = 0; k < {Literal.Of(whole * step * together)}; {advance})") : null)
        {
            if (!plan.IsInteger) WriteFloatStep(w, plan, tile);
            else if (whole > 0) WriteStep(w, plan, tile, together);
        }

        if (steps % together > 0) WriteStep(w, plan, tile, 1);
    }

    private static void WriteFloatStep(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile)
    {
        // Float weights are read once for all pixels; integer ones are an operand of the instruction that multiplies them.
        for (var group = 0; group < tile.Groups; group++)
        {
            var weights = plan.LoadWeights(DotPlan.At("weight", group * plan.Inner.WeightStep));
            w.Line($"var weights{Literal.Of(group)} = {(plan.HasOffsets ? $"TFloat.Add({weights}, offset{Literal.Of(group)})" : weights)};");
        }

        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            var address = DotPlan.At("at", pixel * plan.Window!.PixelStep);
            var name = tile.Groups == 1 ? address : $"x{Literal.Of(pixel)}";
            if (tile.Groups > 1) w.Line($"var {name} = {plan.Inner.Operand(address)};");
            for (var group = 0; group < tile.Groups; group++)
            {
                var sum = $"sum{Literal.Of((pixel * tile.Groups) + group)}";
                w.Line($"{sum} = TFloat.MultiplyAdd({name}, weights{Literal.Of(group)}, {sum});");
            }
        }

        WriteAdvance(w, plan, tile.Groups, 1);
    }

    private static void WriteStep(SourceWriter w, DotPlan plan, (int Pixels, int Groups, int Tail) tile, int together)
    {
        for (var pixel = 0; pixel < tile.Pixels; pixel++)
        {
            var operands = Enumerable.Range(0, together)
                .Select(i => plan.Inner.Operand(DotPlan.At("at", (pixel * plan.Window!.PixelStep) + (i * plan.Inner.InputStep)))).ToArray();
            for (var i = 0; tile.Groups > 1 && i < together; i++)
            {
                var name = $"{(together == 1 ? "rest" : i == 0 ? "x" : "y")}{Literal.Of(pixel)}";
                w.Line($"var {name} = {operands[i]};");
                operands[i] = name;
            }

            for (var group = 0; group < tile.Groups; group++)
            {
                var sum = $"sum{Literal.Of((pixel * tile.Groups) + group)}";
                string At(int i) => DotPlan.At("weight", ((i * tile.Groups) + group) * plan.Inner.WeightStep);
                w.Line(together == 1
                    ? $"{sum} = {plan.Inner.Update(sum, operands[0], At(0))};"
                    : $"{sum} = {plan.Inner.UpdateTwo!(sum, (operands[0], At(0)), (operands[1], At(1)))};");
            }
        }

        WriteAdvance(w, plan, tile.Groups, together);
    }

    private static void WriteAdvance(SourceWriter w, DotPlan plan, int groups, int steps)
    {
        w.Line(plan.Inner.InputStep * steps == 1 ? "at++;" : $"at += {Literal.Of(plan.Inner.InputStep * steps)};");
        w.Line($"weight += {Literal.Of(groups * plan.Inner.WeightStep * steps)};");
    }
}
