namespace CompressDsl.Training;

/// <summary>The part of a pooling's window that lies inside the image.</summary>
/// <param name="Start">Offset of its first pixel, in floats.</param>
/// <param name="Rows">Rows inside the image.</param>
/// <param name="Columns">Columns inside the image.</param>
/// <param name="RowStep">Floats from row to row.</param>
/// <param name="ColumnStep">Floats from column to column.</param>
internal readonly record struct PoolWindow(nint Start, int Rows, int Columns, nint RowStep, nint ColumnStep)
{
    /// <summary>The window of result pixel <paramref name="pixel"/>.</summary>
    public static PoolWindow Of(in ConvolutionShape shape, int pixel)
    {
        var top = (pixel / shape.Result.Width * shape.Stride.Height) - shape.Padding.Top;
        var left = (pixel % shape.Result.Width * shape.Stride.Width) - shape.Padding.Left;
        var (y, rows) = Inside(top, shape.Height, shape.Kernel.Height, shape.Dilation.Height);
        var (x, columns) = Inside(left, shape.Width, shape.Kernel.Width, shape.Dilation.Width);
        var row = (nint)shape.Width * shape.Inputs;
        return new PoolWindow((y * row) + ((nint)x * shape.Inputs), rows, columns, shape.Dilation.Height * row, (nint)shape.Dilation.Width * shape.Inputs);
    }

    /// <summary>Offset of pixel <paramref name="tap"/>, row by row.</summary>
    public nint Place(int tap) => Start + (tap / Columns * RowStep) + (tap % Columns * ColumnStep);

    private static (int First, int Count) Inside(int start, int size, int kernel, int dilation)
    {
        var skipped = Math.Max(0, dilation - 1 - start) / dilation;
        var end = Math.Min(kernel, (size - start + dilation - 1) / dilation);
        return (start + (skipped * dilation), end - skipped);
    }
}
