using CompressDsl.Core;
using CompressDsl.Generator.Graph;
using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>Maxima and means under a window, for 16 channels at a time.</summary>
internal sealed class PoolText
{
    /// <summary>Windows of up to this size are written out where they lie inside the image.</summary>
    private const int Unrolled = 16;

    private readonly PoolPrimitive pool;
    private readonly bool bytes;
    private readonly bool storesBytes;
    private readonly bool padded;
    private readonly int channels;
    private readonly int gap;
    private readonly PoolAxis down;
    private readonly PoolAxis across;

    private PoolText(PoolPrimitive pool, BufferTable buffers)
    {
        this.pool = pool;
        bytes = buffers[pool.Input].Element == BufferElement.UInt8;
        storesBytes = buffers[pool.Output].Element == BufferElement.UInt8;
        // Whole vectors reach into the next pixels, which are written later.
        padded = storesBytes || (buffers.IsPadded(pool.Input) && buffers.IsPadded(pool.Output) && pool.Images == new Dimension(1));
        channels = pool.Image.Columns;
        var (window, height, width) = (pool.Window, pool.Image.Dimensions[0].Size, pool.Image.Dimensions[1].Size);
        down = new PoolAxis("y", "Row", window.KernelHeight, window.StrideHeight, window.DilationHeight)
        {
            Before = window.PadTop, IsPadded = (window.PadTop | window.PadBottom) != 0, Size = height,
            Results = window.OutputHeight(height), Step = buffers[pool.Input].View?.RowStep ?? width * channels,
        };
        across = new PoolAxis("x", "Column", window.KernelWidth, window.StrideWidth, window.DilationWidth)
        {
            Before = window.PadLeft, IsPadded = (window.PadLeft | window.PadRight) != 0, Size = width, Results = window.OutputWidth(width), Step = channels,
        };
        gap = buffers[pool.Output].View is { } view ? view.RowStep - (across.Results * channels) : 0;
    }

    private bool IsMax => pool.Kind == PoolKind.Max;

    public static KernelMethod Create(PoolPrimitive pool, BufferTable buffers)
    {
        var text = new PoolText(pool, buffers);
        var arguments = new List<KernelArgument> { buffers.Pointer(pool.Input, "input"), buffers.Pointer(pool.Output, "output") };
        if (pool.Grid is { } grid) arguments.Add(KernelArgument.OfSection("GridSection*", "grid", grid));
        arguments.AddRange(BufferTable.LengthsOf(pool.Images));
        return new KernelMethod(pool, new EquatableArray<KernelArgument>(arguments), text.WriteBody)
        {
            UsesFloats = !(text.bytes && text.IsMax),
            Rows = pool.Images == new Dimension(1) ? null : text.Images(buffers),
        };
    }

    private KernelRows Images(BufferTable buffers) => new(
        buffers.Count(pool.Images), pool.Images.Name,
        new Dictionary<string, int> { ["input"] = pool.Image.Elements, ["output"] = down.Results * across.Results * channels });

    private void WriteBody(SourceWriter w)
    {
        if (bytes && !IsMax) w.Line("var zeroPoint = grid->ZeroPoint;");
        using (w.Block($"for (var y = 0; y < {Literal.Of(down.Results)}; y++)"))
        {
            down.WriteStart(w, "rows", "input");
            using (w.Block($"for (var x = 0; x < {Literal.Of(across.Results)}; x++)"))
            {
                across.WriteStart(w, "window", "rows");
                if (NeedsInside) w.Line($"var inside = ({down.To} - {down.From}) * ({across.To} - {across.From});");
                VectorLoop.Write(w, Literal.Of(channels), padded, (at, count) => WriteChannels(w, at, count));
                w.Line($"output += {Literal.Of(channels)};");
            }

            if (gap > 0) w.Line($"output += {Literal.Of(gap)};");
        }
    }

    private bool NeedsInside => !IsMax && pool.Window.IsPadded && (bytes || pool.Kind == PoolKind.Average);

    private void WriteChannels(SourceWriter w, string at, string? count)
    {
        using (w.Block())
        {
            if (!pool.Window.IsPadded && pool.Window.Taps <= Unrolled) WriteUnrolled(w, at, count);
            else WriteTaps(w, at, count);
            if (bytes && IsMax) w.Line($"ByteLanes.Store(result, {VectorLoop.At("output", at)});");
            else WriteStore(w, at, count);
        }
    }

    private void WriteStore(SourceWriter w, string at, string? count)
    {
        if (bytes) w.Line($"result = TFloat.Subtract(result, TFloat.Broadcast(zeroPoint * {Inside}));");
        var value = IsMax ? "result" : $"TFloat.Divide(result, {Divisor})";
        if (storesBytes) w.Line($"TFloat.StoreQuantized({value}, zeroPoint, 0, 255, {VectorLoop.At("output", at)});");
        else w.Line(VectorLoop.Store(bytes ? $"TFloat.Multiply({value}, TFloat.Broadcast(grid->Scale))" : value, "output", at, count));
    }

    private void WriteUnrolled(SourceWriter w, string at, string? count)
    {
        w.Line($"var pixel = {VectorLoop.At("window", at)};");
        for (var tap = 0; tap < pool.Window.Taps; tap++)
        {
            var place = (tap / across.Kernel * down.Between) + (tap % across.Kernel * across.Between);
            var value = Load("pixel", Literal.Of(place), count);
            w.Line(tap == 0 ? $"var result = {value};" : $"result = {Combined(value)};");
        }
    }

    private void WriteTaps(SourceWriter w, string at, string? count)
    {
        w.Line($"var result = {(bytes && IsMax ? "ByteLanes.Broadcast(0)" : $"TFloat.Broadcast({(IsMax ? "float.NegativeInfinity" : "0")})")};");
        w.Line($"var line = {VectorLoop.At("window", at)};");
        using (w.Block($"for (var ky = {down.From}; ky < {down.To}; ky++, line += {Literal.Of(down.Between)})"))
        {
            w.Line("var pixel = line;");
            using (w.Block($"for (var kx = {across.From}; kx < {across.To}; kx++, pixel += {Literal.Of(across.Between)})"))
            {
                w.Line($"result = {Combined(Load("pixel", "0", count))};");
            }
        }
    }

    private string Load(string pointer, string at, string? count) => (bytes, IsMax) switch
    {
        (true, true) => $"ByteLanes.Load({VectorLoop.At(pointer, at)})",
        (true, false) => $"TFloat.LoadBytes({VectorLoop.At(pointer, at)})",
        _ => VectorLoop.Load(pointer, at, count),
    };

    private string Combined(string value) => $"{(bytes && IsMax ? "ByteLanes" : "TFloat")}.{(IsMax ? "Max" : "Add")}(result, {value})";

    private string Inside => pool.Window.IsPadded ? "inside" : Literal.Of(pool.Window.Taps);

    private string Divisor => $"TFloat.Broadcast({(pool.Kind == PoolKind.Average ? Inside : Literal.Of(pool.Window.Taps))})";
}
