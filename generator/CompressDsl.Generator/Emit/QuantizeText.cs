using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Floats onto a grid of at most 8 bits.</summary>
internal static class QuantizeText
{
    public static KernelMethod Create(QuantizePrimitive quantize, BufferTable buffers)
    {
        var arguments = new List<KernelArgument> { buffers.Pointer(quantize.Input, "input"), buffers.Pointer(quantize.Output, "output") };
        if (quantize.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        if (quantize.RowGrids is { } rows) arguments.Add(new KernelArgument("RowGrid*", "measured", Buffer: rows));
        arguments.AddRange(BufferTable.LengthsOf(quantize.Rows));
        var isDynamic = quantize.Grid is null;
        return new KernelMethod(quantize, new EquatableArray<KernelArgument>(arguments), w => (isDynamic ? (Action<SourceWriter, QuantizePrimitive, BufferTable>)WriteDynamic : WriteStatic)(w, quantize, buffers))
        {
            Rows = isDynamic && quantize.Rows != new Dimension(1) ? Rows(quantize, buffers) : null,
        };
    }

    private static KernelRows Rows(QuantizePrimitive quantize, BufferTable buffers) => new(
        buffers.Count(quantize.Rows), quantize.Rows.Name,
        new Dictionary<string, int> { ["input"] = quantize.Columns, ["output"] = quantize.Columns, ["measured"] = 1 });

    private static void WriteStatic(SourceWriter w, QuantizePrimitive quantize, BufferTable buffers)
    {
        w.Line("var inverseScale = TFloat.Broadcast(grid->InverseScale);");
        w.Line("var (zeroPoint, low, high) = (grid->ZeroPoint, grid->Low, grid->High);");
        WriteSteps(w, buffers.Count(quantize.Rows, quantize.Columns), buffers.IsPadded(quantize.Input), "low, high");
    }

    private static void WriteDynamic(SourceWriter w, QuantizePrimitive quantize, BufferTable buffers)
    {
        var columns = Literal.Of(quantize.Columns);
        w.Line("// The range of the values, widened to contain 0.");
        w.Line("var low = TFloat.Broadcast(0);");
        w.Line("var high = TFloat.Broadcast(0);");
        VectorLoop.Write(w, columns, padded: false, (at, count) =>
        {
            w.Line($"low = TFloat.Min({VectorLoop.Load("input", at, count)}, low);");
            w.Line($"high = TFloat.Max({VectorLoop.Load("input", at, count)}, high);");
        });
        var bits = quantize.Bits == 8 ? "" : $"{Literal.Of(quantize.Bits)}, ";
        w.Line($"var inverseScale = TFloat.Broadcast(KernelMath.Measure(TFloat.MinAcross(low), TFloat.MaxAcross(high), {bits}measured));");
        w.Line("var zeroPoint = measured->ZeroPoint;");
        w.Line();
        WriteSteps(w, columns, buffers.IsPadded(quantize.Input), $"0, {Literal.Of((1 << quantize.Bits) - 1)}");
    }

    // Whole registers of bytes where there are that many, for layers that read whole registers.
    private static void WriteSteps(SourceWriter w, string length, bool padded, string limits)
    {
        string Value(string at, string? count) => $"TFloat.Multiply({VectorLoop.Load("input", at, count)}, inverseScale)";
        VectorLoop.WriteWide(
            w, length, padded,
            at => w.Line($"TFloat.StoreQuantized({string.Join(", ", at.Select(a => Value(a, null)))}, zeroPoint, {limits}, {VectorLoop.At("output", at[0])});"),
            (at, count) => w.Line($"TFloat.StoreQuantized({Value(at, count)}, zeroPoint, {limits}, {VectorLoop.At("output", at)});"));
    }
}
