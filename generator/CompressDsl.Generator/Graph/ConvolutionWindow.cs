namespace CompressDsl.Generator.Graph;

/// <summary>The window that a convolution or a pooling moves over an image <c>[height, width, channels]</c>.</summary>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
internal sealed record ConvolutionWindow(int KernelHeight, int KernelWidth)
{
    public int StrideHeight { get; init; } = 1;

    public int StrideWidth { get; init; } = 1;

    public int DilationHeight { get; init; } = 1;

    public int DilationWidth { get; init; } = 1;

    /// <summary>How far apart the operand's rows are laid before the window moves over them, with zeros between: a transposed convolution's stride.</summary>
    public int SpreadHeight { get; init; } = 1;

    /// <summary>As <see cref="SpreadHeight"/>, for columns.</summary>
    public int SpreadWidth { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int PadBottom { get; init; }

    public int PadRight { get; init; }

    public int Taps => KernelHeight * KernelWidth;

    public bool IsPadded => (PadTop | PadLeft | PadBottom | PadRight) != 0;

    /// <summary>Whether every pixel of the operand is a window.</summary>
    public bool IsPixel => Taps == 1 && (StrideHeight | StrideWidth) == 1 && !IsPadded && !IsSpread;

    /// <summary>Whether both lay the same border around their operand, and neither spreads it.</summary>
    public bool HasBorderOf(ConvolutionWindow other) => !IsSpread && !other.IsSpread
        && (PadTop, PadLeft, PadBottom, PadRight) == (other.PadTop, other.PadLeft, other.PadBottom, other.PadRight);

    public bool IsSpread => (SpreadHeight | SpreadWidth) != 1;

    /// <summary>Rows of an operand of <paramref name="height"/> rows, spread and padded.</summary>
    public int LaidHeight(int height) => ((height - 1) * SpreadHeight) + 1 + PadTop + PadBottom;

    /// <summary>Columns of an operand of <paramref name="width"/> columns, spread and padded.</summary>
    public int LaidWidth(int width) => ((width - 1) * SpreadWidth) + 1 + PadLeft + PadRight;

    /// <summary>The window over an operand that is spread and padded already.</summary>
    public ConvolutionWindow Bare() => new(KernelHeight, KernelWidth)
    {
        StrideHeight = StrideHeight,
        StrideWidth = StrideWidth,
        DilationHeight = DilationHeight,
        DilationWidth = DilationWidth,
    };

    /// <summary>Whether every output is made of one pixel, the one in its place.</summary>
    public bool IsPointwise => Taps == 1 && !IsPadded && !IsSpread && StrideHeight == 1 && StrideWidth == 1;

    /// <summary>Rows of the result for <paramref name="height"/> rows of the operand; not positive where the window does not fit.</summary>
    public int OutputHeight(int height) => Positions(LaidHeight(height), DilationHeight * (KernelHeight - 1), StrideHeight);

    /// <summary>Columns of the result for <paramref name="width"/> columns of the operand.</summary>
    public int OutputWidth(int width) => Positions(LaidWidth(width), DilationWidth * (KernelWidth - 1), StrideWidth);

    public override string ToString() => $"{KernelHeight}x{KernelWidth}";

    private static int Positions(int size, int reach, int stride) => size <= reach ? 0 : ((size - reach - 1) / stride) + 1;
}
