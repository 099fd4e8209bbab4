namespace CompressDsl.Generator.Graph;

/// <summary>
/// Where the rows of a dot product lie when they are windows of an image <c>[height, width, channels]</c>: the row for output pixel (y, x)
/// starts at <c>y * RowStep + x * PixelStep</c> and consists of <c>TapRows * TapColumns</c> runs of <c>Run</c> elements that lie together.
/// All steps are in elements.
/// </summary>
/// <param name="Rows">Output rows.</param>
/// <param name="Columns">Output pixels of a row.</param>
/// <param name="RowStep">From output row to output row.</param>
/// <param name="PixelStep">From output pixel to output pixel.</param>
/// <param name="Run">Elements that lie together.</param>
internal sealed record DotWindow(int Rows, int Columns, int RowStep, int PixelStep, int Run)
{
    public int TapRows { get; init; } = 1;

    public int TapColumns { get; init; } = 1;

    public int TapRowStep { get; init; }

    public int TapColumnStep { get; init; }

    /// <summary>Whether output n sees element n of every run alone: a depthwise convolution, whose runs are pixels.</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>Pixels of the image that count as one here, see <see cref="Joined"/>.</summary>
    public int Pixels { get; init; } = 1;

    /// <summary>Neighbouring pixels of a depthwise convolution whose channels fill 16 lanes together; 1 where no number of them does.</summary>
    public int PixelsInLanes => IsDepthwise && PixelStep == Run && 16 % Run == 0 && Columns % (16 / Run) == 0 ? 16 / Run : 1;

    /// <summary>Whether every four inputs of a sparse kernel lie in one run, at a place that is a formula of their number.</summary>
    public bool HoldsBlocks => !IsDepthwise && TapColumns == 1 && (TapRows == 1 || Run % 4 == 0);

    public int Runs => TapRows * TapColumns;

    /// <summary>Elements that windows have either all or none of, as far as their steps tell.</summary>
    public int Unit => new[] { PixelStep, TapColumns > 1 ? TapColumnStep : 0, Rows > 1 ? RowStep : 0, TapRows > 1 ? TapRowStep : 0 }.Aggregate(Run, Divisor);

    /// <summary>Elements from one row that windows may begin in to the next.</summary>
    public int UnitRowStep => Divisor(Rows > 1 ? RowStep : 0, TapRows > 1 ? TapRowStep : 0);

    /// <summary>Rows of the image that windows reach over.</summary>
    public int UnitRows => UnitRowStep == 0 ? 1 : ((((Rows - 1) * RowStep) + ((TapRows - 1) * TapRowStep)) / UnitRowStep) + 1;

    /// <summary>Units of such a row.</summary>
    public int UnitColumns => (((Columns - 1) * PixelStep) + ((TapColumns - 1) * TapColumnStep) + Run) / Unit;

    /// <summary>Numbers of a room for the sums of all windows, those of all units, and of the units below each other.</summary>
    public int SumsRoom => (Rows * Columns) + ((UnitRows + 1) * UnitColumns);

    /// <summary>Rows of a matrix, one behind the other.</summary>
    public static DotWindow OfRows(int rows, int inputs) => new(1, rows, 0, inputs, inputs);

    /// <summary>The windows of a convolution over a padded image.</summary>
    /// <param name="window">The window; its spreading and padding are in the image already.</param>
    /// <param name="image">Sizes of the padded image.</param>
    public static DotWindow Of(ConvolutionWindow window, (int Height, int Width, int Channels) image)
    {
        var (height, width, channels) = image;
        var bare = window.Bare();
        var row = width * channels;
        // Neighbouring columns lie together, so that a row of the window is one run.
        var joined = window.DilationWidth == 1 || window.KernelWidth == 1;
        return new DotWindow(
            bare.OutputHeight(height), bare.OutputWidth(width), window.StrideHeight * row, window.StrideWidth * channels,
            joined ? window.KernelWidth * channels : channels)
        {
            TapRows = window.KernelHeight,
            TapRowStep = window.DilationHeight * row,
            TapColumns = joined ? 1 : window.KernelWidth,
            TapColumnStep = window.DilationWidth * channels,
        };
    }

    /// <summary>The windows of so many neighbouring pixels as one pixel of as many times the channels.</summary>
    public DotWindow Joined(int pixels) => this with { Columns = Columns / pixels, PixelStep = PixelStep * pixels, Run = Run * pixels, Pixels = pixels };

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    /// <summary>The windows of a depthwise convolution over a padded image.</summary>
    /// <param name="window">The window; its padding is in the image already.</param>
    /// <param name="image">Sizes of the padded image.</param>
    public static DotWindow Depthwise(ConvolutionWindow window, (int Height, int Width, int Channels) image) =>
        Of(window, image) with { Run = image.Channels, TapColumns = window.KernelWidth, IsDepthwise = true };
}
