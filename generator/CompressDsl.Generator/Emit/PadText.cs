using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Images with a border, or with zeros between their pixels.</summary>
internal static class PadText
{
    public static KernelMethod Create(PadPrimitive pad, BufferTable buffers)
    {
        var arguments = new List<KernelArgument>();
        if (pad.Input is { } input) arguments.Add(buffers.Pointer(input, "input"));
        arguments.Add(buffers.Pointer(pad.Output, "output"));
        if (pad.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        if (pad.Measured is { } measured) arguments.Add(new KernelArgument("RowGrid*", "measured", Buffer: measured));
        return new KernelMethod(pad, new EquatableArray<KernelArgument>(arguments), w => Write(w, pad, buffers)) { UsesFloats = false };
    }

    private static void Write(SourceWriter w, PadPrimitive pad, BufferTable buffers)
    {
        var each = buffers[pad.Output].ElementBytes;
        var fill = (pad.Grid, pad.Measured) switch
        {
            (not null, _) => "(byte)grid->ZeroPoint",
            (_, not null) => "(byte)measured->ZeroPoint",
            _ => "0",
        };
        if (pad.Window.IsSpread)
        {
            WriteSpread(w, pad, fill, each);
            return;
        }

        WriteBordered(w, pad, fill, (each, pad.Input is { } input ? buffers[input].View?.RowStep : null));
    }

    // From a row's last pixel to the next one's first the border is one piece.
    private static void WriteBordered(SourceWriter w, PadPrimitive pad, string fill, (int ElementBytes, int? RowStep) image)
    {
        var (height, channels) = (pad.Image.Dimensions[0].Size, pad.Image.Columns);
        var inner = pad.Image.Dimensions[1].Size * channels;
        var (left, right) = (pad.Window.PadLeft * channels, pad.Window.PadRight * channels);
        var outer = left + inner + right;
        void Fill(string start, int elements)
        {
            if (elements > 0) w.Line($"Unsafe.InitBlockUnaligned({start}, {fill}, {Literal.Of(elements * image.ElementBytes)});");
        }

        void Copy()
        {
            if (pad.Input is not null) w.Line($"Unsafe.CopyBlockUnaligned(output, input, {Literal.Of(inner * image.ElementBytes)});");
        }

        var before = (pad.Window.PadTop * outer) + left;
        Fill("output", before);
        if (before > 0) w.Line($"output += {Literal.Of(before)};");
        using (height > 1 ? w.Block($"for (var y = 1; y < {Literal.Of(height)}; y++)") : null)
        {
            if (height > 1)
            {
                Copy();
                Fill($"output + {Literal.Of(inner)}", left + right);
                if (pad.Input is not null) w.Line($"input += {Literal.Of(image.RowStep ?? inner)};");
                w.Line($"output += {Literal.Of(outer)};");
            }
        }

        Copy();
        Fill($"output + {Literal.Of(inner)}", right + (pad.Window.PadBottom * outer));
    }

    private static void WriteSpread(SourceWriter w, PadPrimitive pad, string fill, int each)
    {
        var (height, width, channels) = (pad.Image.Dimensions[0].Size, pad.Image.Dimensions[1].Size, pad.Image.Columns);
        var row = pad.Window.LaidWidth(width) * channels;
        w.Line($"Unsafe.InitBlockUnaligned(output, {fill}, {Literal.Of(pad.Window.LaidHeight(height) * row * each)});");
        w.Line($"output += {Literal.Of((pad.Window.PadTop * row) + (pad.Window.PadLeft * channels))};");
        using (w.Block($"for (var y = 0; y < {Literal.Of(height)}; y++)"))
        {
            using (w.Block($"for (var x = 0; x < {Literal.Of(width)}; x++)"))
            {
                w.Line($"Unsafe.CopyBlockUnaligned(output + x * {Literal.Of(pad.Window.SpreadWidth * channels)}, input, {Literal.Of(channels * each)});");
                w.Line($"input += {Literal.Of(channels)};");
            }

            w.Line($"output += {Literal.Of(pad.Window.SpreadHeight * row)};");
        }
    }
}
