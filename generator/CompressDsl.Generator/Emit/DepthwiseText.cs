using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// Depthwise convolutions: 16 channels of several output pixels at a time. With 8-bit activations, four rows of a column make one operand,
/// which all pixels that see the column share.
/// </summary>
internal static class DepthwiseText
{
    /// <summary>Largest number of vector operations on sums that are written out without a loop.</summary>
    private const int StraightLimit = 96;

    public static void Write(SourceWriter w, DotPlan plan, bool readsWhole)
    {
        DotEpilogueText.WriteSetup(w, plan);
        var groups = plan.PaddedOutputs / DotTile.Lanes;
        var tail = plan.Dot.Outputs % DotTile.Lanes;
        var cut = tail > 0 && (plan.CutsTail || (!plan.IsInteger && !readsWhole));
        var full = cut ? groups - 1 : groups;
        if (full > 0) WriteGroups(w, plan, full, (DotTile.Lanes, DotTile.Lanes));
        if (cut) WriteGroups(w, plan, 1, (readsWhole ? DotTile.Lanes : tail, plan.CutsTail ? tail : DotTile.Lanes));
    }

    private static void WriteGroups(SourceWriter w, DotPlan plan, int count, (int Read, int Stored) lanes)
    {
        var isAlone = plan.PaddedOutputs == DotTile.Lanes;
        var pixels = plan.PixelsOf();
        var joined = plan.Window!.Pixels;
        w.Line($"// {Literal.Of(lanes.Stored / joined)} channels of {Literal.Of(pixels * joined)} pixels at a time{(joined == 1 ? "" : $", {Literal.Of(joined)} of them in one vector")}.");
        using (count > 1 ? w.Block($"for (var group = 0; group < {Literal.Of(count)}; group++)") : isAlone ? null : w.Block())
        {
            WindowLoops.Write(w, plan, pixels, p => WritePixels(w, plan, p, lanes));
            if (isAlone) return;
            w.Line($"input += {Literal.Of(DotTile.Lanes)};");
            w.Line($"weights += {Literal.Of(plan.DepthwiseWeights)};");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += {Literal.Of(DotTile.Lanes)};");
        }
    }

    private static void WritePixels(SourceWriter w, DotPlan plan, int pixels, (int Read, int Stored) lanes)
    {
        for (var pixel = 0; pixel < pixels; pixel++) w.Line($"var sum{Literal.Of(pixel)} = {plan.Start(0)};");
        if (plan.IsInteger) WriteColumns(w, plan, pixels);
        else WriteTaps(w, plan, pixels, lanes.Read);
        for (var pixel = 0; pixel < pixels; pixel++)
            DotEpilogueText.WriteStore(w, plan, $"sum{Literal.Of(pixel)}", (0, pixel * plan.Dot.Outputs), Literal.Of(lanes.Stored));
    }

    private static void WriteColumns(SourceWriter w, DotPlan plan, int pixels)
    {
        var window = plan.Window!;
        var fours = (window.TapRows + 3) / 4;
        if (pixels * window.TapColumns * fours <= StraightLimit)
        {
            WriteSharedColumns(w, plan, pixels);
            return;
        }

        w.Line("var weight = weights;");
        using (w.Block($"for (var tapColumn = 0; tapColumn < {Literal.Of(window.TapColumns)}; tapColumn++)"))
        {
            w.Line($"var at = from + ({Literal.Of(window.TapColumnStep)} * tapColumn);");
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                for (var four = 0; four < fours; four++)
                {
                    var operand = Interleave(window, "at", pixel * window.PixelStep, four);
                    w.Line($"sum{pixel} = TInt.DotAddInterleaved(sum{pixel}, {operand}, {DotPlan.At("weight", four * 64)});");
                }
            }

            w.Line($"weight += {Literal.Of(fours * 64)};");
        }
    }

    private static void WriteSharedColumns(SourceWriter w, DotPlan plan, int pixels)
    {
        var window = plan.Window!;
        var fours = (window.TapRows + 3) / 4;
        var uses = from pixel in Enumerable.Range(0, pixels)
                   from tap in Enumerable.Range(0, window.TapColumns)
                   group (Pixel: pixel, Tap: tap) by (pixel * window.PixelStep) + (tap * window.TapColumnStep) into column
                   orderby column.Key
                   select column;
        var name = 0;
        foreach (var column in uses)
        {
            for (var four = 0; four < fours; four++, name++)
            {
                w.Line($"var x{name} = {Interleave(window, "from", column.Key, four)};");
                foreach (var (pixel, tap) in column)
                    w.Line($"sum{pixel} = TInt.DotAddInterleaved(sum{pixel}, x{name}, {DotPlan.At("weights", ((tap * fours) + four) * 64)});");
            }
        }
    }

    // Rows that the kernel does not have meet weights of 0: any row will do.
    private static string Interleave(DotWindow window, string pointer, int offset, int four) =>
        $"TInt.Interleave({string.Join(", ", Enumerable.Range(4 * four, 4).Select(r => DotPlan.At(pointer, offset + (Math.Min(r, window.TapRows - 1) * window.TapRowStep))))})";

    private static void WriteTaps(SourceWriter w, DotPlan plan, int pixels, int read)
    {
        var window = plan.Window!;
        var straight = pixels * window.TapColumns <= StraightLimit / 2;
        w.Line("var weight = weights;");
        using (window.TapRows > 1 ? w.Block($"for (var tapRow = 0; tapRow < {Literal.Of(window.TapRows)}; tapRow++)") : null)
        {
            w.Line(window.TapRows > 1 ? $"var at = from + ({Literal.Of(window.TapRowStep)} * tapRow);" : "var at = from;");
            for (var tap = 0; straight && tap < window.TapColumns; tap++) WriteTap(w, plan, (pixels, tap, read));
            if (straight)
            {
                w.Line($"weight += {Literal.Of(window.TapColumns * DotTile.Lanes)};");
                return;
            }

            using (w.Block($"for (var tapColumn = 0; tapColumn < {Literal.Of(window.TapColumns)}; tapColumn++)"))
            {
                WriteTap(w, plan, (pixels, 0, read));
                w.Line($"at += {Literal.Of(window.TapColumnStep)};");
                w.Line($"weight += {Literal.Of(DotTile.Lanes)};");
            }
        }
    }

    private static void WriteTap(SourceWriter w, DotPlan plan, (int Pixels, int Tap, int Read) at)
    {
        var window = plan.Window!;
        var load = plan.Dot.Format == DotFormat.Float ? "Load" : "LoadSBytes";
        w.Line($"var tap{at.Tap} = TFloat.{load}({DotPlan.At("weight", at.Tap * DotTile.Lanes)});");
        for (var pixel = 0; pixel < at.Pixels; pixel++)
        {
            var address = DotPlan.At("at", (pixel * window.PixelStep) + (at.Tap * window.TapColumnStep));
            var value = at.Read == DotTile.Lanes ? $"TFloat.Load({address})" : $"TFloat.LoadPartial({address}, {Literal.Of(at.Read)}, 0)";
            w.Line($"sum{pixel} = TFloat.MultiplyAdd({value}, tap{at.Tap}, sum{pixel});");
        }
    }
}
