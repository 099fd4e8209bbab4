using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>One direction of a pooling window: where it starts, and which of its elements lie inside the image.</summary>
/// <param name="Index">Loop variable of the result.</param>
/// <param name="Word">Ends the names of variables.</param>
/// <param name="Kernel">Elements of the window.</param>
/// <param name="Stride">Distance of windows.</param>
/// <param name="Dilation">Distance of elements.</param>
internal sealed record PoolAxis(string Index, string Word, int Kernel, int Stride, int Dilation)
{
    /// <summary>Padding before the image.</summary>
    public int Before { get; init; }

    public bool IsPadded { get; init; }

    /// <summary>Size of the image.</summary>
    public int Size { get; init; }

    /// <summary>Places of the window.</summary>
    public int Results { get; init; }

    /// <summary>Distance of the image's elements in memory.</summary>
    public int Step { get; init; }

    /// <summary>Distance of the window's elements in memory.</summary>
    public int Between => Dilation * Step;

    /// <summary>The first element of the window inside the image.</summary>
    public string From => IsPadded ? $"from{Word}" : "0";

    /// <summary>One behind the last element of the window inside the image.</summary>
    public string To => IsPadded ? $"to{Word}" : Literal.Of(Kernel);

    /// <summary>Declares <paramref name="pointer"/>: the window's first element inside the image, seen from <paramref name="origin"/>.</summary>
    public void WriteStart(SourceWriter w, string pointer, string origin)
    {
        if (!IsPadded)
        {
            w.Line($"var {pointer} = {origin} + ({Literal.Of(Stride * Step)} * {Index});");
            return;
        }

        var first = $"first{Word}";
        w.Line($"var {first} = ({Literal.Of(Stride)} * {Index}) - {Literal.Of(Before)};");
        var behind = $"{Literal.Of(Size)} - {first}";
        if (Dilation == 1)
        {
            w.Line($"var {From} = Math.Max(0, -{first});");
            w.Line($"var {To} = Math.Min({Literal.Of(Kernel)}, {behind});");
            w.Line($"var {pointer} = {origin} + ({Literal.Of(Step)} * ({first} + {From}));");
            return;
        }

        var dilation = Literal.Of(Dilation);
        w.Line($"var {From} = Math.Max(0, {Literal.Of(Dilation - 1)} - {first}) / {dilation};");
        w.Line($"var {To} = Math.Min({Literal.Of(Kernel)}, ({behind} + {Literal.Of(Dilation - 1)}) / {dilation});");
        w.Line($"var {pointer} = {origin} + ({Literal.Of(Step)} * ({first} + ({dilation} * {From})));");
    }
}
