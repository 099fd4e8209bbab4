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
        using (w.Block("for (var i = 0; i < blocks; i++)"))
        {
            // Rows of the window lie apart in the image.
            var apart = window.TapRows == 1 ? "" : $" + ({Literal.Of(window.TapRowStep - window.Run)} * (fours[i] / {Literal.Of(window.Run / 4)}))";
            w.Line($"var at = from + (4 * fours[i]){apart};");
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var sum = $"sum{Literal.Of(pixel)}";
                w.Line($"{sum} = {plan.Inner.Update(sum, plan.Inner.Operand(DotPlan.At("at", pixel * window.PixelStep)), "weight")};");
            }

            w.Line("weight += 64;");
        }

        var count = plan.CutsTail ? $"Math.Min(16, {Literal.Of(plan.Dot.Outputs)} - (group * 16))" : "16";
        for (var pixel = 0; pixel < pixels; pixel++)
            DotEpilogueText.WriteStore(w, plan, $"sum{Literal.Of(pixel)}", (0, pixel * plan.Dot.Outputs), count);
    }
}
