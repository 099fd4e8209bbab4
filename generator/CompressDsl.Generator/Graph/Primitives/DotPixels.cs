namespace CompressDsl.Generator.Graph;

/// <summary>
/// A convolution that can also be computed with 16 pixels in the lanes, where outputs would leave many of them empty. Activations are laid
/// beside each other in pairs first, so that the same pair of many windows is a vector.
/// </summary>
/// <param name="Window">The window, whose rows are whole runs.</param>
/// <param name="Outputs">Channels of the result.</param>
/// <param name="IsFlat">Whether the rows of the result are one long row: they follow each other, as do the rows of the image.</param>
internal sealed record DotPixels(DotWindow Window, int Outputs, bool IsFlat)
{
    private const int Lanes = 16;

    /// <summary>Largest step from pixel to pixel: two pixels are read as one vector of bytes.</summary>
    private const int LargestStep = 14;

    /// <summary>Fewest pixels of a row: so many are laid together.</summary>
    private const int FewestColumns = 8;

    /// <summary>Outputs that are computed and stored together.</summary>
    private const int Together = 4;

    /// <summary>Pairs that are laid of a row: of neighbours, and of the last of an odd number and the one below.</summary>
    public int Pairs => (Window.Run + 1) / 2;

    /// <summary>Pairs of the whole window: the last taps of two rows are one.</summary>
    public int Steps => (Window.TapRows * (Window.Run / 2)) + (Window.Run % 2 * ((Window.TapRows + 1) / 2));

    /// <summary>Rows of the image that are laid.</summary>
    public int Rows => Window.UnitRows;

    /// <summary>Rows of the image from an output row to the next.</summary>
    public int Stride => Window.Rows > 1 ? Window.RowStep / Window.UnitRowStep : 1;

    /// <summary>Rows of the image from a row of the window to the next.</summary>
    public int TapStride => Window.TapRows > 1 ? Window.TapRowStep / Window.UnitRowStep : 1;

    /// <summary>Rows of the image that a window reaches over.</summary>
    public int Reach => ((Window.TapRows - 1) * TapStride) + 1;

    /// <summary>From row to row of the laid image, in pairs.</summary>
    public int RowStep => IsFlat ? Window.Columns : Pairs * Window.Columns;

    /// <summary>From pair to pair of the laid image, in pairs.</summary>
    public int PairStep => IsFlat ? Rows * Window.Columns : Window.Columns;

    /// <summary>Rows that pixels are computed in.</summary>
    public int LongRows => IsFlat ? 1 : Window.Rows;

    /// <summary>Pixels of such a row.</summary>
    public int LongColumns => IsFlat ? Window.Rows * Window.Columns : Window.Columns;

    /// <summary>Bytes of the laid image: it comes first in the room.</summary>
    public int ImageBytes => Whole(Rows * Pairs * Window.Columns * sizeof(int));

    /// <summary>Bytes of the weights, which follow.</summary>
    public int WeightBytes => Whole(Steps * Outputs * sizeof(int));

    /// <summary>Bytes of the biases, which follow, and of the scales behind them: of every output one for each lane.</summary>
    public int NumberBytes => Outputs * Lanes * sizeof(int);

    /// <summary>Bytes of the room; 16 pixels stand at its end.</summary>
    public int Bytes => ImageBytes + WeightBytes + (2 * NumberBytes) + (Lanes * Outputs);

    /// <summary>The plan for a kernel; null where it cannot be computed so, or where nothing would be gained.</summary>
    /// <param name="dot">The kernel.</param>
    /// <param name="follow">Whether the rows of its result follow each other.</param>
    public static DotPixels? Of(DotPrimitive dot, bool follow)
    {
        if (dot is not { Format: DotFormat.Int8, Tile: 1, Epilogue: { Kind: EpilogueKind.Requantize, Residual: null } }) return null;
        if (dot is not { Groups: null, Tiles: null, Sections.Offsets: null }) return null;
        if (dot is not { Window: { IsDepthwise: false, TapColumns: 1 } window, Prepared: not null } || dot.Outputs % Together != 0) return null;
        var pixels = new DotPixels(window, dot.Outputs, false);
        pixels = pixels with { IsFlat = follow && pixels.Stride == 1 };
        if (window.PixelStep > LargestStep || window.Columns < FewestColumns || pixels.LongColumns < Lanes) return null;
        return pixels.Pays ? pixels : null;
    }

    // Vector operations for 16 pixels: two for 32 products of words, four for 64 of bytes; an output that is turned and stored costs 8 more,
    // a pair that is laid 6. Measured with AVX-512 and AVX2: dotnet run -c Release --project tests/CompressDsl.Benchmarks -- peers
    private bool Pays
    {
        get
        {
            var vectors = (LongColumns + Lanes - 1) / Lanes;
            var inPixels = ((((2 * Steps) + 8) * Outputs) + (6 * Stride * Pairs)) * vectors * Lanes / LongColumns;
            var inOutputs = Window.TapRows * ((Window.Run + 3) / 4) * 4 * ((Outputs + Lanes - 1) / Lanes) * Lanes;
            return inPixels < inOutputs;
        }
    }

    private static int Whole(int bytes) => (bytes + 63) / 64 * 64;
}
