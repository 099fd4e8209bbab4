using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>What convolutions and poolings share: how settings become a window, and its places on an image.</summary>
internal static class Windows
{
    /// <summary>Padding such that the result has one pixel per stride; the value of <c>Padding.Same</c>.</summary>
    public const int Same = -1;

    /// <summary>Padding of the columns as that of the rows; the value of <c>Padding.AsHeight</c>.</summary>
    public const int AsHeight = -2;

    /// <summary>The window that a call's settings <c>kernelSize</c>, <c>stride</c>, <c>padding</c>, <c>dilation</c> and their widths describe.</summary>
    /// <exception cref="ShapeException">A setting is out of range, or the window is larger than the image.</exception>
    public static ConvolutionWindow Of(CallSite call, int height, int width)
    {
        var stride = Size(call, "stride", 1);
        return Of(call, (height, width), (stride, Wide(call, "strideWidth", stride)));
    }

    /// <summary>As <see cref="Of(CallSite, int, int)"/>, where a stride that is not given is the size of the window.</summary>
    public static ConvolutionWindow OfPooling(CallSite call, int height, int width)
    {
        var kernel = Expect.Size(call, "kernelSize");
        var given = call.Int("stride") != 0;
        var stride = given ? Expect.Size(call, "stride") : kernel;
        return Of(call, (height, width), (stride, Wide(call, "strideWidth", given ? stride : Wide(call, "kernelWidth", kernel))));
    }

    private static ConvolutionWindow Of(CallSite call, (int Height, int Width) image, (int Height, int Width) stride)
    {
        var (height, width) = image;
        var kernelHeight = Expect.Size(call, "kernelSize");
        var dilation = Size(call, "dilation", 1);
        var window = new ConvolutionWindow(kernelHeight, Wide(call, "kernelWidth", kernelHeight))
        {
            StrideHeight = stride.Height,
            StrideWidth = stride.Width,
            DilationHeight = dilation,
            DilationWidth = dilation,
        };
        window = Padded(call, window, height, width);
        return window.OutputHeight(height) > 0 && window.OutputWidth(width) > 0
            ? window
            : throw new ShapeException($"a window of {window} does not fit into {height} rows and {width} columns");
    }

    /// <summary>The settings of a window that is not square, behind the others.</summary>
    public static readonly SettingDefinition[] WidthSettings =
    [
        new("kernelWidth", typeof(int), "0", "Columns of the window where it is not square; 0 for `kernelSize`."),
        new("strideWidth", typeof(int), "0", "Step from column to column; 0 for `stride`."),
        new("paddingWidth", typeof(int), "-2", "Columns of padding on each side, or `Padding.Same`; -2 (`Padding.AsHeight`) for `padding`."),
    ];

    /// <summary>Padding, as every window has it.</summary>
    public static readonly SettingDefinition PaddingSetting = new(
        "padding", typeof(int), "0", "Rows and columns of padding on each side, or `Padding.Same`: a result pixel per stride, as TensorFlow pads.");

    /// <summary>Padding of a sequence.</summary>
    public static readonly SettingDefinition LengthPaddingSetting = new(
        "padding", typeof(int), "0", "Places of padding on each side, or `Padding.Same`: a place of the result per stride, as TensorFlow pads.");

    /// <summary>The window of one row that a call's settings describe for a sequence of <paramref name="length"/>.</summary>
    /// <exception cref="ShapeException">A setting is out of range, or the window is longer than the sequence.</exception>
    public static ConvolutionWindow OfSequence(CallSite call, int length, int stride)
    {
        if (stride < 1) throw new ShapeException($"'stride' has to be at least 1, and is {stride}");
        var (kernel, dilation) = (Expect.Size(call, "kernelSize"), Size(call, "dilation", 1));
        var (left, right) = Around(Padding(call, "padding", Same), length, (kernel, stride, dilation));
        var window = new ConvolutionWindow(1, kernel) { StrideWidth = stride, DilationWidth = dilation, PadLeft = left, PadRight = right };
        return window.OutputWidth(length) > 0 ? window : throw new ShapeException($"a window of {kernel} does not fit into a length of {length}");
    }

    /// <summary>The places of the operand under the window at <paramref name="y"/>, <paramref name="x"/>: tap, row and column; those in the padding and between spread pixels are left out.</summary>
    public static IEnumerable<(int Tap, int Row, int Column)> Places(ConvolutionWindow window, (int Height, int Width) image, int y, int x)
    {
        for (var ky = 0; ky < window.KernelHeight; ky++)
        {
            if (Place((y * window.StrideHeight) - window.PadTop + (ky * window.DilationHeight), window.SpreadHeight, image.Height) is not { } row) continue;
            for (var kx = 0; kx < window.KernelWidth; kx++)
            {
                if (Place((x * window.StrideWidth) - window.PadLeft + (kx * window.DilationWidth), window.SpreadWidth, image.Width) is { } column)
                    yield return ((ky * window.KernelWidth) + kx, row, column);
            }
        }
    }

    /// <summary>The row (or column) of the operand that lies at <paramref name="at"/>; null in the padding and between two of them.</summary>
    private static int? Place(int at, int spread, int size) => at >= 0 && at % spread == 0 && at / spread < size ? at / spread : null;

    private static ConvolutionWindow Padded(CallSite call, ConvolutionWindow window, int height, int width)
    {
        var padding = Padding(call, "padding", Same);
        var across = Padding(call, "paddingWidth", AsHeight);
        if (across == AsHeight) across = padding;
        var (top, bottom) = Around(padding, height, (window.KernelHeight, window.StrideHeight, window.DilationHeight));
        var (left, right) = Around(across, width, (window.KernelWidth, window.StrideWidth, window.DilationWidth));
        return window with { PadTop = top, PadBottom = bottom, PadLeft = left, PadRight = right };
    }

    // As TensorFlow's SAME: what is odd goes behind.
    private static (int Before, int After) Around(int padding, int size, (int Kernel, int Stride, int Dilation) window)
    {
        if (padding != Same) return (padding, padding);
        var positions = (size + window.Stride - 1) / window.Stride;
        var total = Math.Max(0, ((positions - 1) * window.Stride) + (window.Dilation * (window.Kernel - 1)) + 1 - size);
        return (total / 2, total - (total / 2));
    }

    private static int Padding(CallSite call, string setting, int lowest)
    {
        var value = call.Find(setting) is int given ? given : setting == "padding" ? 0 : AsHeight;
        return value >= lowest ? value : throw new ShapeException($"'{setting}' has to be at least 0, or Padding.Same, and is {value}");
    }

    private static int Size(CallSite call, string setting, int none) => call.Find(setting) is null ? none : Expect.Size(call, setting);

    private static int Wide(CallSite call, string setting, int height) => call.Find(setting) is int and not 0 ? Expect.Size(call, setting) : height;
}
