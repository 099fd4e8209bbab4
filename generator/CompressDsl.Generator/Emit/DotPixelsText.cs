using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Convolutions with pixels in the lanes: for few channels and few outputs.</summary>
internal static class DotPixelsText
{
    private const int Lanes = DotTile.Lanes;

    public static void Write(SourceWriter w, DotPlan plan)
    {
        var (pixels, window) = (plan.Dot.Pixels!, plan.Window!);
        DotEpilogueText.WriteSetup(w, plan);
        WriteRoom(w, plan, pixels);
        var (columns, step, taps) = (Literal.Of(window.Columns), Literal.Of(window.PixelStep), Literal.Of(window.Run));
        w.Line($"var shape = new PixelRow({columns}, {step}, {taps}, {Literal.Of(pixels.PairStep)});");
        w.Line("var row = 0;");
        using (pixels.LongRows > 1 ? w.Block($"for (var y = 0; y < {Literal.Of(pixels.LongRows)}; y++)") : null)
        {
            w.Line("// Rows that no pixel has read yet.");
            var until = pixels.LongRows > 1 ? $"({Literal.Of(pixels.Stride)} * y) + {Literal.Of(pixels.Reach)}" : Literal.Of(pixels.Rows);
            using (w.Block($"for (; row < {until}; row++)"))
            {
                w.Line($"PixelMath.Pairs(input, {Below(pixels)}, pairs + ({Literal.Of(pixels.RowStep)} * row), in shape);");
                w.Line($"input += {Literal.Of(window.UnitRowStep)};");
            }

            w.Line();
            WriteRow(w, plan, pixels);
        }
    }

    private static void WriteRoom(SourceWriter w, DotPlan plan, DotPixels pixels)
    {
        var (weights, biases) = (pixels.ImageBytes, pixels.ImageBytes + pixels.WeightBytes);
        w.Line("// The room: pairs of words of the image | of the weights | biases and scales for every lane | bytes of 16 pixels.");
        w.Line("var pairs = (int*)room;");
        var places = $"(int*)(room + {Literal.Of(weights)}), (int*)(room + {Literal.Of(biases)}), (float*)(room + {Literal.Of(biases + pixels.NumberBytes)})";
        w.Line($"var outputs = new PixelOutputs({Literal.Of(plan.Dot.Outputs)}, {places});");
        w.Line($"var bytes = room + {Literal.Of(biases + (2 * pixels.NumberBytes))};");
        w.Line($"PixelMath.Prepare(weights, ({Literal.Of(pixels.Window.TapRows)}, {Literal.Of(pixels.Window.Run)}), bias, scale, outputs);");
        w.Line();
    }

    // The last pixels of a row are computed again where they do not fill the lanes.
    private static void WriteRow(SourceWriter w, DotPlan plan, DotPixels pixels)
    {
        var isLong = pixels.LongRows > 1;
        w.Line(isLong ? $"var from = pairs + ({Literal.Of(pixels.Stride * pixels.RowStep)} * y);" : "var from = pairs;");
        w.Line(isLong ? $"var to = output + ({Literal.Of(plan.OutputRow)} * y);" : "var to = output;");
        var (columns, step) = (pixels.LongColumns, plan.Dot.Outputs);
        using (w.Block($"for (var x = 0; x < {Literal.Of(columns)}; x += {Literal.Of(Lanes)})"))
        {
            if (columns % Lanes != 0) w.Line($"x = Math.Min(x, {Literal.Of(columns - Lanes)});");
            w.Line($"PixelMath.Multiply<TInt>(from + x, {Taps(pixels)}, outputs, (zeroPoint, low, high), bytes);");
            w.Line($"PixelMath.Store(bytes, {Literal.Of(step)}, to + ({Literal.Of(step)} * x));");
        }
    }

    // The last row of the image is below itself: what it would make a pair with meets no weight.
    private static string Below(DotPixels pixels) => pixels.Window.Run % 2 == 0 || pixels.TapStride >= pixels.Rows
        ? "input"
        : $"input + (row < {Literal.Of(pixels.Rows - pixels.TapStride)} ? {Literal.Of(pixels.TapStride * pixels.Window.UnitRowStep)} : 0)";

    private static string Taps(DotPixels pixels)
    {
        var (rows, rowStep) = (Literal.Of(pixels.Window.TapRows), Literal.Of(pixels.TapStride * pixels.RowStep));
        return $"({rows}, {rowStep}, {Literal.Of(pixels.Window.Run)}, {Literal.Of(pixels.PairStep)})";
    }
}
