using CompressDsl.Generator.Support;

namespace CompressDsl.Generator.Emit;

/// <summary>How many output pixels of a row a kernel computes together, so that their sums stay in registers.</summary>
/// <param name="Narrow">Where there are 16 registers of 256 bits.</param>
/// <param name="Wide">Where there are 32 registers.</param>
internal sealed record PixelTile(int Narrow, int Wide)
{
    private const int NarrowSums = 6;
    private const int WideSums = 8;

    /// <summary>The tile of a row of <paramref name="columns"/> pixels with so many groups of 16 channels.</summary>
    public static PixelTile Of(int columns, int groups = 1) =>
        new(PixelsOf(columns, NarrowSums / groups), PixelsOf(columns, WideSums / groups));

    /// <summary>For depthwise convolutions, whose operands need registers too.</summary>
    public static PixelTile OfDepthwise(int columns) => new(PixelsOf(columns, NarrowSums - 1), PixelsOf(columns, WideSums));

    /// <inheritdoc/>
    public override string ToString() => Wide == Narrow
        ? $"{Literal.Of(Narrow)} pixels"
        : $"{Literal.Of(Wide)} pixels where there are 32 registers, else of {Literal.Of(Narrow)},";

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
