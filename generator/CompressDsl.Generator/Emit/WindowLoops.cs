using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Loops over the output pixels of a window, several of a row at a time.</summary>
internal static class WindowLoops
{
    /// <summary>Pixels that the text computes, when so many are computed together: these, and the last ones of a row.</summary>
    public static int PixelsOf(DotPlan plan, int pixels) =>
        (plan.Window!.Columns >= pixels ? pixels : 0) + (plan.Window.Columns % pixels);

    /// <summary>
    /// Writes the loops; inside, <c>from</c> is the first pixel's window and <c>to</c> its first output, <c>other</c> what is added to it, <c>moved</c> the sum of its window.
    /// </summary>
    /// <param name="w">Where to.</param>
    /// <param name="plan">The kernel.</param>
    /// <param name="pixels">Pixels that are computed together.</param>
    /// <param name="writePixels">Writes the computation of so many pixels.</param>
    public static void Write(SourceWriter w, DotPlan plan, int pixels, Action<int> writePixels)
    {
        var window = plan.Window!;
        using (window.Rows > 1 ? w.Block($"for (var y = 0; y < {Literal.Of(window.Rows)}; y++)") : null)
        {
            var row = window.Rows > 1;
            w.Line(row ? $"var from = input + ({Literal.Of(window.RowStep)} * y);" : "var from = input;");
            w.Line(row ? $"var to = output + ({Literal.Of(plan.OutputRow)} * y);" : "var to = output;");
            if (plan.Residual is not null)
                w.Line(row ? $"var other = residual + ({Literal.Of(plan.ResidualRow)} * y);" : "var other = residual;");
            var sums = plan.Dot.WindowSums is not null;
            if (sums) w.Line(row ? $"var moved = (int*)windowSums + ({Literal.Of(window.Columns)} * y);" : "var moved = (int*)windowSums;");
            var whole = window.Columns / pixels;
            if (whole > 0)
            {
                using (whole > 1 ? w.Block($"for (var x = 0; x < {Literal.Of(whole)}; x++)") : w.Block())
                {
                    writePixels(pixels);
                    w.Line($"from += {Literal.Of(pixels * window.PixelStep)};");
                    w.Line($"to += {Literal.Of(pixels * plan.Dot.Outputs)};");
                    if (plan.Residual is not null) w.Line($"other += {Literal.Of(pixels * plan.Dot.Outputs)};");
                    if (sums) w.Line($"moved += {Literal.Of(pixels)};");
                }
            }

            if (window.Columns % pixels is > 0 and var rest)
            {
                w.Line($"// The last {(rest == 1 ? "one" : Literal.Of(rest))} of the row.");
                using (w.Block()) writePixels(rest);
            }
        }
    }
}
