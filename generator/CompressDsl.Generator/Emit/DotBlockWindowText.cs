using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>
/// Convolutions that visit only the 16x4 blocks of weights that are not zero: several output pixels are computed together, so that a block is
/// read once for all of them.
/// </summary>
internal static class DotBlockWindowText
{
    public static void Write(SourceWriter w, DotPlan plan)
    {
        DotEpilogueText.WriteSetup(w, plan);
        DotBlocksText.WriteSections(w, plan);
        if (plan.Dot.Prepared is { } prepared) DotWindowText.WritePrepare(w, prepared);
        w.Line();
        var groups = plan.PaddedOutputs / DotTile.Lanes;
        using (w.Block($"for (var group = 0; group < {Literal.Of(groups)}; group++)"))
        {
            w.Line("var blocks = first[group + 1] - first[group];");
            WindowLoops.Write(w, plan, plan.PixelsOf(), pixels => WritePixels(w, plan, pixels));
            w.Line("fours += blocks;");
            w.Line("block += 64 * (nint)blocks;");
            foreach (var pointer in plan.OutputPointers) w.Line($"{pointer} += 16;");
        }
    }

    private static void WritePixels(SourceWriter w, DotPlan plan, int pixels)
    {
        var window = plan.Window!;
        for (var pixel = 0; pixel < pixels; pixel++) w.Line($"var sum{Literal.Of(pixel)} = {plan.Start(0)};");
        w.Line("var weight = block;");
        w.Line("var i = 0;");
        if (plan.Inner.Together == 2) WritePairs(w, plan, pixels);
        using (w.Block(plan.Inner.Together == 2 ? "if (i < blocks)" : "for (; i < blocks; i++)"))
        {
            w.Line($"var at = {Place(window, "i")};");
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var sum = $"sum{Literal.Of(pixel)}";
                w.Line($"{sum} = {plan.Inner.Update(sum, Operand(plan, "at", pixel * window.PixelStep), "weight")};");
            }

            if (plan.Inner.Together == 1) w.Line("weight += 64;");
        }

        var count = plan.CutsTail ? $"Math.Min(16, {Literal.Of(plan.Dot.Outputs)} - (group * 16))" : "16";
        for (var pixel = 0; pixel < pixels; pixel++)
            DotEpilogueText.WriteStore(w, plan, $"sum{Literal.Of(pixel)}", (0, pixel * plan.Dot.Outputs), count);
    }

    /// <summary>Products of vectors that the text has when two blocks are taken together.</summary>
    public static int ProductsOf(DotPlan plan) => 3 * WindowLoops.PixelsOf(plan, plan.PixelsOf());

    private static void WritePairs(SourceWriter w, DotPlan plan, int pixels)
    {
        var window = plan.Window!;
        using (w.Block("for (; i < blocks - 1; i += 2)"))
        {
            w.Line($"var at = {Place(window, "i")};");
            w.Line($"var then = {Place(window, "i + 1")};");
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var (sum, offset) = ($"sum{Literal.Of(pixel)}", pixel * window.PixelStep);
                w.Line($"{sum} = {plan.Inner.UpdateTwo!(sum, (Operand(plan, "at", offset), "weight"), (Operand(plan, "then", offset), "weight + 64"))};");
            }

            w.Line("weight += 128;");
        }
    }

    private static string Operand(DotPlan plan, string pointer, int offset) => plan.Inner.Operand(DotPlan.At(pointer, offset));

    // Rows of the window lie apart in the image.
    private static string Place(DotWindow window, string block)
    {
        var apart = window.TapRows == 1 ? "" : $" + ({Literal.Of(window.TapRowStep - window.Run)} * (fours[{block}] / {Literal.Of(window.Run / 4)}))";
        return $"from + (4 * fours[{block}]){apart}";
    }
}
