namespace CompressDsl.Generator.Graph;

/// <summary>A convolution that can also be computed in tiles of several pixels, by Winograd's algorithm in whole numbers.</summary>
/// <param name="Buffer">Room for the transformed image, the weights of 16 outputs, the products of eight tiles, and the pixels of one.</param>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Channels">Channels of the image.</param>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Pixels">Rows and columns of a tile of the result.</param>
internal sealed record DotTiles(int Buffer, int Rows, int Columns, int Channels, int Kernel, int Pixels)
{
    private const int Together = 8;
    private const int Lanes = 16;

    /// <summary>Beyond this the transformed image leaves the cache of a core.</summary>
    private const int LargestImage = 1 << 20;

    /// <summary>Fewer tiles than are multiplied together leave lanes idle.</summary>
    private const int FewestTiles = 8;

    /// <summary>Numbers that words and 32-bit sums hold: what is shifted out of a sum must fit beside <c>taps * 255 * 127 * channels</c>.</summary>
    private const int LargestSum = int.MaxValue / (255 * 127);

    /// <summary>Tiles of a row of the result.</summary>
    public int Across => (Columns + Pixels - 1) / Pixels;

    /// <summary>Tiles of the result.</summary>
    public int Tiles => (Rows + Pixels - 1) / Pixels * Across;

    /// <summary>Whether the last tiles that are multiplied together are all there.</summary>
    public bool IsWhole => Tiles % Together == 0;

    /// <summary>Products of a tile.</summary>
    public int Products => (Kernel, Pixels) switch { (5, _) => 40, (_, 4) => 36, _ => 16 };

    /// <summary>Products that the windows of a tile have.</summary>
    public int PlainProducts => Kernel * Kernel * Pixels * Pixels;

    /// <summary>
    /// Share of zero blocks of 16 x 4 from which on the windows' products without these blocks take less time than the tiles'. Times of equally many
    /// windows' products, tiles over blocks that are all there: 4x4 pixels 0.47 with AVX-512 and 0.39 with AVX2, 2x2 pixels 0.54 and 0.45 (layers of
    /// ResNet-8, one thread of an AMD EPYC). Windows of 5x5 save about as much as those of 3x3 in tiles of 2x2.
    /// </summary>
    public double BlocksPay => Pixels == 4 ? 0.6 : 0.5;

    /// <summary>Text of the type and the suffix of what computes the tiles.</summary>
    public (string Type, string Suffix) Math => (Kernel, Pixels) switch
    {
        (5, _) => ("SixPointMath", "5x5"),
        (_, 4) => ("SixPointMath", "3x3"),
        _ => ("WinogradMath", ""),
    };

    /// <summary>Words from product to product of the transformed image. A line more than needed: powers of two share a place in the cache.</summary>
    public int ProductStep => (TilesTogether * Channels) + 32;

    /// <summary>Bytes of the transformed image: it comes first in the room.</summary>
    public int ImageBytes => Products * ProductStep * sizeof(short);

    /// <summary>Bytes of the transformed weights, which follow.</summary>
    public int WeightBytes => Products * Lanes * Channels * sizeof(short);

    /// <summary>Bytes of the products, which follow.</summary>
    public int ProductBytes => Products * Together * Lanes * sizeof(int);

    /// <summary>Bytes of the room; the pixels of a tile stand at its end.</summary>
    public int Bytes => ImageBytes + WeightBytes + ProductBytes + (Pixels * Pixels * Lanes * sizeof(int));

    private int TilesTogether => (Tiles + Together - 1) / Together * Together;

    /// <summary>What must fit into 32 bits for one channel, in units of 255 * 127: transforms leave sums 4 or at most 64 times too large.</summary>
    private int SumOfChannel => Kernel * Kernel * (Products == 16 ? 4 : 64);

    /// <summary>The tiles with the fewest products for a result of <paramref name="rows"/> and <paramref name="columns"/>; null where the windows are better.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="kernel">Rows and columns of the window, which moves by one pixel.</param>
    public static DotTiles? Best(int rows, int columns, int channels, int kernel)
    {
        int[] sizes = kernel switch { 3 => [2, 4], 5 => [2], _ => [] };
        return sizes.Select(pixels => new DotTiles(0, rows, columns, channels, kernel, pixels))
            .Where(tiles => tiles.Pays)
            .OrderBy(tiles => tiles.Products * tiles.TilesTogether)
            .FirstOrDefault();
    }

    private bool Pays =>
        Channels % 4 == 0 && Channels >= Lanes && SumOfChannel * Channels <= LargestSum && Tiles >= FewestTiles && ImageBytes <= LargestImage;
}
