namespace CompressDsl.Generator.Graph;

/// <summary>A 3x3 convolution that can also be computed in tiles of 2x2 pixels, by Winograd's algorithm in whole numbers.</summary>
/// <param name="Buffer">Room for the transformed image, the weights of 16 outputs, and the products of eight tiles.</param>
/// <param name="Tiles">Tiles of the image.</param>
/// <param name="Channels">Channels of the image.</param>
internal sealed record DotTiles(int Buffer, int Tiles, int Channels)
{
    private const int Together = 8;
    private const int Products = 16;
    private const int Lanes = 16;

    /// <summary>Beyond this the transformed image leaves the cache of a core.</summary>
    private const int LargestImage = 1 << 20;

    /// <summary>Fewer tiles than are multiplied together leave lanes idle.</summary>
    private const int FewestTiles = 8;

    /// <summary>With more channels a quarter of the sum of 9 * 255 * 127 times as many might not fit into 32 bits.</summary>
    private const int MostChannels = 1024;

    /// <summary>Whether the last tiles that are multiplied together are all there.</summary>
    public bool IsWhole => Tiles % Together == 0;

    /// <summary>Words from product to product of the transformed image. A line more than needed: powers of two share a place in the cache.</summary>
    public int ProductStep => ((Tiles + Together - 1) / Together * Together * Channels) + 32;

    /// <summary>Bytes of the transformed image: it comes first in the room.</summary>
    public int ImageBytes => Products * ProductStep * sizeof(short);

    /// <summary>Bytes of the transformed weights, which follow.</summary>
    public int WeightBytes => Products * Lanes * Channels * sizeof(short);

    /// <summary>Bytes of the products, which follow.</summary>
    public int ProductBytes => Products * Together * Lanes * sizeof(int);

    /// <summary>Bytes of the room; four pixels stand at its end.</summary>
    public int Bytes => ImageBytes + WeightBytes + ProductBytes + (4 * Lanes * sizeof(int));

    /// <summary>Whether the algorithm pays.</summary>
    /// <param name="outputs">Channels of the result.</param>
    public bool Pays(int outputs) =>
        outputs % Lanes == 0 && Channels % Lanes == 0 && Channels <= MostChannels && Tiles >= FewestTiles && ImageBytes <= LargestImage;
}
