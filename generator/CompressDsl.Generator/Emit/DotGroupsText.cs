using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// Matrix-vector products whose weights have a scale per group of inputs: integer (or float) sums within a group, a float total over the
/// groups. Integer sums are the same on every tier, and totals are rounded after every step, so that results are the same bits.
/// </summary>
internal static class DotGroupsText
{
    /// <summary>Inputs of one step of a nibble kernel.</summary>
    private const int Step = 8;

    private const int StepBytes = 64;

    public static void Write(SourceWriter w, DotPlan plan)
    {
        var (dot, groups) = (plan.Dot, plan.Dot.Groups!);
        DotEpilogueText.WriteSetup(w, plan);
        if (plan.IsInteger)
        {
            var padded = Literal.Of(groups.Padded(dot.Inputs));
            var grid = groups.InputGrid is null ? "measured" : "inputGrid";
            w.Line("// All outputs share the activations as signed bytes, and what undoes that nibbles are stored 8 too large.");
            w.Line($"KernelMath.Centre(input, {Literal.Of(dot.Inputs)}, {padded}, {Literal.Of(groups.Piece)}, room);");
            w.Line("var centred = (sbyte*)room;");
            w.Line($"var starts = (NibbleStart*)(room + {padded});");
            w.Line($"var (inputZero, inputScale) = ({grid}->ZeroPoint, {grid}->Scale);");
            w.Line();
        }

        if (!plan.IsInteger && groups.IsNibble)
        {
            var padded = Literal.Of(groups.Padded(dot.Inputs));
            w.Line("// All outputs share the activations over the powers of two at which nibbles are read, and what undoes that these are stored 8 too large.");
            w.Line("var spread = (float*)room;");
            w.Line($"KernelMath.Spread(input, {Literal.Of(dot.Inputs)}, {padded}, {Literal.Of(groups.Size)}, spread);");
            w.Line();
        }

        var tiles = DotTile.Plan(dot.Outputs, dot.Tile, 1, plan.CutsTail).ToArray();
        foreach (var tile in tiles)
        {
            w.Line($"// {Literal.Of(tile.Groups * DotTile.Lanes)} outputs at a time.");
            using (tile.Count > 1 ? w.Block($"for (var tile = 0; tile < {Literal.Of(tile.Count)}; tile++)") : w.Block()) WriteTile(w, plan, tile);
        }
    }

    private static void WriteTile(SourceWriter w, DotPlan plan, DotTile tile)
    {
        var (dot, groups) = (plan.Dot, plan.Dot.Groups!);
        for (var i = 0; i < tile.Groups; i++)
            w.Line($"var total{Literal.Of(i)} = {(plan.IsInteger ? plan.Zero : $"TFloat.Load({DotPlan.At("bias", i * DotTile.Lanes)})")};");
        if (!plan.IsInteger) w.Line($"var at = {(groups.IsNibble ? "spread" : "input")};");
        var (whole, rest) = (dot.Inputs / groups.Size, dot.Inputs % groups.Size);
        var isPadded = plan.IsInteger || groups.IsNibble;
        using (w.Block($"for (var group = 0; group < {Literal.Of(isPadded && rest > 0 ? whole + 1 : whole)}; group++)"))
        {
            if (plan.IsInteger) WriteGroup(w, plan, tile);
            else WriteFloatGroup(w, plan, tile, groups.Size);
        }

        if (rest > 0 && !isPadded)
        {
            w.Line($"// The last {Literal.Of(rest)} inputs.");
            using (w.Block()) WriteFloatGroup(w, plan, tile, rest);
        }

        for (var i = 0; i < tile.Groups; i++)
        {
            var (offset, total) = (i * DotTile.Lanes, $"total{Literal.Of(i)}");
            var value = plan.IsInteger
                ? $"KernelMath.Grouped<TInt, TFloat>({total}, {DotPlan.At("weightSums", offset)}, inputZero, inputScale, {DotPlan.At("bias", offset)})"
                : total;
            DotEpilogueText.WriteStore(w, plan, value, (offset, offset), Literal.Of(i == tile.Groups - 1 ? tile.Tail : DotTile.Lanes));
        }

        foreach (var pointer in plan.OutputPointers.Where(p => p is not ("scale" or "offsets"))) w.Line($"{pointer} += {Literal.Of(tile.Groups * DotTile.Lanes)};");
    }

    /// <summary>A group of nibbles, or its upper and then its lower ones.</summary>
    private static void WriteGroup(SourceWriter w, DotPlan plan, DotTile tile)
    {
        var groups = plan.Dot.Groups!;
        w.Line($"var at = centred + ({Literal.Of(groups.Size)} * group);");
        if (groups.IsNibble)
        {
            new NibblePlaneText(plan, tile, IsUpper: true).Write(w);
            return;
        }

        w.Line("// Weight + 128 is 16 * its upper nibble + its lower one.");
        using (w.Block()) new NibblePlaneText(plan, tile, IsUpper: true).Write(w);
        if (groups.Size > groups.Piece) w.Line($"at -= {Literal.Of(groups.Size)};");
        using (w.Block()) new NibblePlaneText(plan, tile, IsUpper: false).Write(w);
    }

    private static void WriteFloatGroup(SourceWriter w, DotPlan plan, DotTile tile, int inputs)
    {
        var groups = plan.Dot.Groups!;
        var hasOffsets = plan.Dot.Sections.Offsets is not null;
        string Offset(int i) => $"TFloat.LoadSBytes({DotPlan.At("offsets", i * DotTile.Lanes)})";
        for (var i = 0; i < tile.Groups; i++) w.Line($"var sum{Literal.Of(i)} = {plan.Zero};");
        for (var i = 0; hasOffsets && !groups.IsNibble && i < tile.Groups; i++) w.Line($"var offset{Literal.Of(i)} = {Offset(i)};");
        var step = groups.IsNibble ? Step : 1;
        using (w.Block($"for (var k = 0; k < {Literal.Of(inputs)}; {(step == 1 ? "k++" : $"k += {Literal.Of(step)}")})")) WriteFloatStep(w, plan, tile, step);
        if (groups.IsNibble)
        {
            w.Line($"var excess = TFloat.Broadcast(spread + ({Literal.Of(groups.Padded(plan.Dot.Inputs))} + group));");
            if (hasOffsets) w.Line("var moved = TFloat.Multiply(excess, TFloat.Broadcast(0.125f));");
        }

        for (var i = 0; i < tile.Groups; i++)
        {
            var (total, sum) = ($"total{Literal.Of(i)}", $"sum{Literal.Of(i)}");
            if (groups.IsNibble) sum = $"TFloat.Subtract({sum}, excess)";
            if (groups.IsNibble && hasOffsets) sum = $"TFloat.MultiplyAdd({Offset(i)}, moved, {sum})";
            w.Line($"{total} = TFloat.MultiplyAdd({sum}, TFloat.LoadBFloat16({GroupScales.At(i)}), {total});");
        }

        w.Line($"scale += {Literal.Of(GroupScales.Count(tile))};");
        if (hasOffsets) w.Line($"offsets += {Literal.Of(tile.Groups * DotTile.Lanes)};");
    }

    private static void WriteFloatStep(SourceWriter w, DotPlan plan, DotTile tile, int inputs)
    {
        var groups = plan.Dot.Groups!;
        for (var k = 0; k < inputs; k++)
        {
            var x = $"x{Literal.Of(k)}";
            w.Line($"var {x} = TFloat.Broadcast({DotPlan.At("at", k)});");
            for (var i = 0; i < tile.Groups; i++)
            {
                var (sum, weights) = ($"sum{Literal.Of(i)}", DotPlan.At("weights", i * (groups.IsNibble ? StepBytes : DotTile.Lanes)));
                var load = groups.IsNibble ? $"TFloat.LoadNibbles({weights}, {Literal.Of(k)})" : $"TFloat.LoadSBytes({weights})";
                if (!groups.IsNibble && plan.Dot.Sections.Offsets is not null) load = $"TFloat.Add({load}, offset{Literal.Of(i)})";
                w.Line($"{sum} = TFloat.MultiplyAdd({x}, {load}, {sum});");
            }
        }

        w.Line($"at += {Literal.Of(inputs)};");
        w.Line($"weights += {Literal.Of(tile.Groups * (groups.IsNibble ? StepBytes : DotTile.Lanes))};");
    }
}
