using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>Windows of an image as the rows of a matrix <c>[pixels, taps * channels of the group]</c>, and back.</summary>
internal static unsafe class Windows
{
    [ThreadStatic]
    private static float[]? buffer;

    /// <summary>Memory for the windows of a block, 64-byte aligned, valid until the thread's next call.</summary>
    public static float* Rent(in ConvolutionShape shape)
    {
        var needed = checked((WindowBlock.Largest(shape) * shape.Depth) + 16);
        if (buffer is null || buffer.Length < needed) buffer = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        return GemmScratch.Align(buffer);
    }

    /// <summary>Copies the windows of a block out of an image; what lies outside it, or between spread pixels, is zero.</summary>
    public static float* Unroll(float* image, WindowBlock block, in ConvolutionShape shape)
    {
        var isImage = shape.Depth == shape.Inputs && shape.Stride == (1, 1) && shape.Padding == (0, 0) && shape.IsClosed;
        if (isImage && shape.Pixels == shape.Height * shape.Width) return image + ((nint)block.FirstPixel * shape.Inputs);
        var windows = Rent(shape);
        Walk<Copying>(windows, image, block, shape);
        return windows;
    }

    /// <summary>Adds the rows of a matrix of windows to the pixels that they came from.</summary>
    public static void AddBack(float* windows, float* image, WindowBlock block, in ConvolutionShape shape) => Walk<Adding>(windows, image, block, shape);

    /// <summary>What happens between a row of a window and the row of the image that it lies on.</summary>
    private interface IWindowRow
    {
        /// <summary>The row of the window lies on no row of the image.</summary>
        static abstract void Outside(float* window, int count);

        /// <summary>The row of the window lies on <paramref name="row"/>, from column <paramref name="x"/> on.</summary>
        static abstract void On(float* window, float* row, int x, in ConvolutionShape shape);
    }

    /// <summary>Takes the rows of all windows of a block, pixel by pixel, to the rows of the image.</summary>
    private static void Walk<TRow>(float* windows, float* image, WindowBlock block, in ConvolutionShape shape)
        where TRow : IWindowRow
    {
        var width = shape.Kernel.Width * shape.GroupInputs;
        image += block.Group * shape.GroupInputs;
        for (var pixel = block.FirstPixel; pixel < block.FirstPixel + block.Pixels; pixel++)
        {
            var (y, x) = ((pixel / shape.Result.Width * shape.Stride.Height) - shape.Padding.Top, (pixel % shape.Result.Width * shape.Stride.Width) - shape.Padding.Left);
            for (var ky = 0; ky < shape.Kernel.Height; ky++, windows += width)
            {
                var row = Place(y + (ky * shape.Dilation.Height), shape.Spread.Height, shape.Height);
                if (row < 0) TRow.Outside(windows, width);
                else TRow.On(windows, image + ((nint)row * shape.Width * shape.Inputs), x, shape);
            }
        }
    }

    /// <summary>The row (or column) of the image that lies at <paramref name="at"/>; -1 outside of it and between two of them.</summary>
    private static int Place(int at, int spread, int size)
    {
        if (spread != 1 && at >= 0) at = at % spread == 0 ? at / spread : -1;
        return at < size ? Math.Max(at, -1) : -1;
    }

    private readonly struct Copying : IWindowRow
    {
        public static void Outside(float* window, int count) => new Span<float>(window, count).Clear();

        public static void On(float* window, float* row, int x, in ConvolutionShape shape)
        {
            var channels = shape.GroupInputs;
            var isRun = shape.Groups == 1 && shape.Dilation.Width == 1 && shape.Spread.Width == 1;
            if (isRun && x >= 0 && x + shape.Kernel.Width <= shape.Width)
            {
                new ReadOnlySpan<float>(row + ((nint)x * channels), shape.Kernel.Width * channels).CopyTo(new Span<float>(window, shape.Kernel.Width * channels));
                return;
            }

            for (var kx = 0; kx < shape.Kernel.Width; kx++, window += channels)
            {
                var column = Place(x + (kx * shape.Dilation.Width), shape.Spread.Width, shape.Width);
                if (column < 0) Outside(window, channels);
                else new ReadOnlySpan<float>(row + ((nint)column * shape.Inputs), channels).CopyTo(new Span<float>(window, channels));
            }
        }
    }

    private readonly struct Adding : IWindowRow
    {
        public static void Outside(float* window, int count)
        {
            // No pixel gets it.
        }

        public static void On(float* window, float* row, int x, in ConvolutionShape shape)
        {
            var channels = shape.GroupInputs;
            if (shape.Groups == 1 && shape.Dilation.Width == 1 && shape.Spread.Width == 1)
            {
                // The columns of the window that lie in the image are one run.
                var (first, end) = (Math.Max(0, -x), Math.Min(shape.Kernel.Width, shape.Width - x));
                if (first < end) Add(window + (first * channels), row + ((nint)(x + first) * channels), (end - first) * channels);
                return;
            }

            for (var kx = 0; kx < shape.Kernel.Width; kx++, window += channels)
            {
                var column = Place(x + (kx * shape.Dilation.Width), shape.Spread.Width, shape.Width);
                if (column >= 0) Add(window, row + ((nint)column * shape.Inputs), channels);
            }
        }
    }

    private static void Add(float* from, float* to, int count)
    {
        var target = new Span<float>(to, count);
        System.Numerics.Tensors.TensorPrimitives.Add(target, new ReadOnlySpan<float>(from, count), target);
    }
}
