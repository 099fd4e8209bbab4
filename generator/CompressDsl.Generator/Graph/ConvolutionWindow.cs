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

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int PadBottom { get; init; }

    public int PadRight { get; init; }

    public int Taps => KernelHeight * KernelWidth;

    public bool IsPadded => (PadTop | PadLeft | PadBottom | PadRight) != 0;

    /// <summary>Whether every output is made of one pixel, the one in its place.</summary>
    public bool IsPointwise => Taps == 1 && !IsPadded && StrideHeight == 1 && StrideWidth == 1;

    /// <summary>Rows of the result for <paramref name="height"/> rows of the operand; not positive where the window does not fit.</summary>
    public int OutputHeight(int height) => Positions(height + PadTop + PadBottom, DilationHeight * (KernelHeight - 1), StrideHeight);

    /// <summary>Columns of the result for <paramref name="width"/> columns of the operand.</summary>
    public int OutputWidth(int width) => Positions(width + PadLeft + PadRight, DilationWidth * (KernelWidth - 1), StrideWidth);

    public override string ToString() => $"{KernelHeight}x{KernelWidth}";

    private static int Positions(int size, int reach, int stride) => size <= reach ? 0 : ((size - reach - 1) / stride) + 1;
}
