using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Images with a border, or with zeros between their pixels.</summary>
internal static class PadText
{
    public static KernelMethod Create(PadPrimitive pad, BufferTable buffers)
    {
        var arguments = new List<KernelArgument> { buffers.Pointer(pad.Input, "input"), buffers.Pointer(pad.Output, "output") };
        if (pad.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        if (pad.Measured is { } measured) arguments.Add(new KernelArgument("RowGrid*", "measured", Buffer: measured));
        return new KernelMethod(pad, new EquatableArray<KernelArgument>(arguments), w => Write(w, pad, buffers[pad.Output].Element)) { UsesFloats = false };
    }

    private static void Write(SourceWriter w, PadPrimitive pad, BufferElement element)
    {
        var each = element == BufferElement.UInt8 ? 1 : 4;
        var (height, channels) = (pad.Image.Dimensions[0].Size, pad.Image.Columns);
        var inner = pad.Image.Dimensions[1].Size * channels;
        var (left, right) = (pad.Window.PadLeft * channels, pad.Window.PadRight * channels);
        var outer = left + inner + right;
        var fill = (pad.Grid, pad.Measured) switch
        {
            (not null, _) => "(byte)grid->ZeroPoint",
            (_, not null) => "(byte)measured->ZeroPoint",
            _ => "0",
        };
        string Bytes(int elements) => Literal.Of(elements * each);

        if (pad.Window.IsSpread)
        {
            WriteSpread(w, pad, fill, each);
            return;
        }

        // From a row's last pixel to the next one's first the border is one piece.
        w.Line($"Unsafe.InitBlockUnaligned(output, {fill}, {Bytes((pad.Window.PadTop * outer) + left)});");
        w.Line($"output += {Literal.Of((pad.Window.PadTop * outer) + left)};");
        using (w.Block($"for (var y = 0; y < {Literal.Of(height)}; y++)"))
        {
            w.Line($"Unsafe.CopyBlockUnaligned(output, input, {Bytes(inner)});");
            if (left + right > 0) w.Line($"Unsafe.InitBlockUnaligned(output + {Literal.Of(inner)}, {fill}, {Bytes(left + right)});");
            w.Line($"input += {Literal.Of(inner)};");
            w.Line($"output += {Literal.Of(outer)};");
        }

        if (pad.Window.PadBottom > 0) w.Line($"Unsafe.InitBlockUnaligned(output{(left == 0 ? "" : $" - {Literal.Of(left)}")}, {fill}, {Bytes(pad.Window.PadBottom * outer)});");
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
