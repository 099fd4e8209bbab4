namespace CompressDsl.Generator.Emit;

/// <summary>How many output pixels of a row a kernel computes together, so that their sums stay in registers.</summary>
/// <param name="Narrow">Where there are 16 registers of 256 bits.</param>
/// <param name="Wide">Where there are 32 registers: lanes that say <c>HoldsManySums</c>.</param>
internal sealed record PixelTile(int Narrow, int Wide)
{
    private const int NarrowSums = 6;
    private const int WideSums = 8;

    /// <summary>Depthwise convolutions keep operands in registers too, wherever there are more of them.</summary>
    private const int DepthwiseSums = 5;

    /// <summary>The tile of a row of <paramref name="columns"/> pixels with so many groups of 16 channels.</summary>
    public static PixelTile Of(int columns, int groups = 1) =>
        new(PixelsOf(columns, NarrowSums / groups), PixelsOf(columns, WideSums / groups));

    /// <summary>The tile of a depthwise convolution.</summary>
    public static PixelTile OfDepthwise(int columns) => new(PixelsOf(columns, DepthwiseSums), PixelsOf(columns, DepthwiseSums));

    // The largest number up to the limit that leaves no rest in a row, unless it is small; else about equal parts.
    private static int PixelsOf(int columns, int largest)
    {
        for (var pixels = largest; pixels * 2 > largest; pixels--)
        {
            if (columns % pixels == 0) return pixels;
        }

        var parts = (columns + largest - 1) / largest;
        return (columns + parts - 1) / parts;
    }
}
