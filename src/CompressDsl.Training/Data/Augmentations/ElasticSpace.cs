namespace CompressDsl.Training;

/// <summary>Work space of an <see cref="ElasticDistortion"/>. Rows of fields are as long as whole blocks of sums; what is behind a row's end means nothing.</summary>
internal readonly ref struct ElasticSpace
{
    /// <summary>Rents it.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="reach">Places that the Gaussian reaches to each side.</param>
    public ElasticSpace(int height, int width, int reach)
    {
        Reach = reach;
        Pitch = (width + Smoothing.Block - 1) / Smoothing.Block * Smoothing.Block;
        var (field, bordered, taps) = (height * Pitch, BilinearMap.BorderedLength(height, width), (2 * reach) + 1);
        var rest = Scratch.Rent((3 * field) + (Pitch + (2 * reach)) + bordered + taps);
        Down = Next(ref rest, field);
        Right = Next(ref rest, field);
        Across = Next(ref rest, field);
        Noise = Next(ref rest, Pitch + (2 * reach));
        Bordered = Next(ref rest, bordered);
        Kernel = rest;
        Noise.Clear();
    }

    /// <summary>Places that the Gaussian reaches to each side.</summary>
    public int Reach { get; }

    /// <summary>Places from one row of a field to the next.</summary>
    public int Pitch { get; }

    /// <summary>How far down of its own place every pixel comes from.</summary>
    public Span<float> Down { get; }

    /// <summary>How far to the right.</summary>
    public Span<float> Right { get; }

    /// <summary>Noise that is smoothed along its rows.</summary>
    public Span<float> Across { get; }

    /// <summary>A row of noise between zeros.</summary>
    public Span<float> Noise { get; }

    /// <summary>An image with a border.</summary>
    public Span<float> Bordered { get; }

    /// <summary>The Gaussian.</summary>
    public Span<float> Kernel { get; }

    private static Span<float> Next(scoped ref Span<float> rest, int length)
    {
        var first = rest[..length];
        rest = rest[length..];
        return first;
    }
}
