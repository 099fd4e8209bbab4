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

    /// <summary>Copies the windows of a block out of an image; what lies outside it is zero.</summary>
    public static float* Unroll(float* image, WindowBlock block, in ConvolutionShape shape)
    {
        if (shape.Depth == shape.Inputs && shape.Stride == (1, 1) && shape.Padding == (0, 0) && shape.Pixels == shape.Height * shape.Width)
            return image + ((nint)block.FirstPixel * shape.Inputs);
        var windows = Rent(shape);
        var to = windows;
        var channels = shape.GroupInputs;
        image += block.Group * channels;
        for (var pixel = block.FirstPixel; pixel < block.FirstPixel + block.Pixels; pixel++)
        {
            var (y, x) = ((pixel / shape.Result.Width * shape.Stride.Height) - shape.Padding.Top, (pixel % shape.Result.Width * shape.Stride.Width) - shape.Padding.Left);
            for (var ky = 0; ky < shape.Kernel.Height; ky++, to += shape.Kernel.Width * channels)
            {
                var row = y + (ky * shape.Dilation.Height);
                if ((uint)row >= (uint)shape.Height) new Span<float>(to, shape.Kernel.Width * channels).Clear();
                else CopyRow(image + ((nint)row * shape.Width * shape.Inputs), x, to, shape);
            }
        }

        return windows;
    }

    /// <summary>Adds the rows of a matrix of windows to the pixels that they came from.</summary>
    public static void AddBack(float* windows, float* image, WindowBlock block, in ConvolutionShape shape)
    {
        var channels = shape.GroupInputs;
        image += block.Group * channels;
        for (var pixel = block.FirstPixel; pixel < block.FirstPixel + block.Pixels; pixel++)
        {
            var (y, x) = ((pixel / shape.Result.Width * shape.Stride.Height) - shape.Padding.Top, (pixel % shape.Result.Width * shape.Stride.Width) - shape.Padding.Left);
            for (var ky = 0; ky < shape.Kernel.Height; ky++, windows += shape.Kernel.Width * channels)
            {
                var row = y + (ky * shape.Dilation.Height);
                if ((uint)row < (uint)shape.Height) AddRow(windows, image + ((nint)row * shape.Width * shape.Inputs), x, shape);
            }
        }
    }

    private static void CopyRow(float* row, int x, float* to, in ConvolutionShape shape)
    {
        var channels = shape.GroupInputs;
        var isRun = shape.Groups == 1 && shape.Dilation.Width == 1;
        if (isRun && x >= 0 && x + shape.Kernel.Width <= shape.Width)
        {
            new ReadOnlySpan<float>(row + ((nint)x * channels), shape.Kernel.Width * channels).CopyTo(new Span<float>(to, shape.Kernel.Width * channels));
            return;
        }

        for (var kx = 0; kx < shape.Kernel.Width; kx++, to += channels)
        {
            var column = x + (kx * shape.Dilation.Width);
            var target = new Span<float>(to, channels);
            if ((uint)column < (uint)shape.Width) new ReadOnlySpan<float>(row + ((nint)column * shape.Inputs), channels).CopyTo(target);
            else target.Clear();
        }
    }

    private static void AddRow(float* from, float* row, int x, in ConvolutionShape shape)
    {
        var channels = shape.GroupInputs;
        if (shape.Groups == 1 && shape.Dilation.Width == 1)
        {
            // The columns of the window that lie in the image are one run.
            var (first, end) = (Math.Max(0, -x), Math.Min(shape.Kernel.Width, shape.Width - x));
            if (first < end) Add(from + (first * channels), row + ((nint)(x + first) * channels), (end - first) * channels);
            return;
        }

        for (var kx = 0; kx < shape.Kernel.Width; kx++)
        {
            var column = x + (kx * shape.Dilation.Width);
            if ((uint)column < (uint)shape.Width) Add(from + (kx * channels), row + ((nint)column * shape.Inputs), channels);
        }
    }

    private static void Add(float* from, float* to, int count)
    {
        var target = new Span<float>(to, count);
        System.Numerics.Tensors.TensorPrimitives.Add(target, new ReadOnlySpan<float>(from, count), target);
    }
}
