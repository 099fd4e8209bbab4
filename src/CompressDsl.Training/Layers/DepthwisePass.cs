using System.Numerics.Tensors;

namespace CompressDsl.Training;

/// <summary>
/// One way through a depthwise convolution: every element of the kernel meets the pixels of a row that it covers, all channels of them at
/// once, and one of the three arrays is summed up from the products of the other two.
/// </summary>
/// <param name="target">The array that is summed up.</param>
/// <param name="kernel">Per element of the kernel, <see cref="ChannelRows.Width"/> floats: its channels, repeated.</param>
/// <param name="shape">The sizes.</param>
internal readonly unsafe ref struct DepthwisePass(DepthwiseTarget target, float* kernel, in ConvolutionShape shape)
{
    private readonly ConvolutionShape shape = shape;
    private readonly int width = ChannelRows.Width(shape.Inputs);

    /// <summary>Goes through all samples.</summary>
    public void Run(float* images, float* results)
    {
        for (var row = 0; row < shape.Rows; row++, images += shape.ImageLength, results += shape.ResultLength)
        {
            for (var tap = 0; tap < shape.Taps; tap++)
            {
                var (ky, kx) = Math.DivRem(tap, shape.Kernel.Width);
                var (first, end) = Covered(kx * shape.Dilation.Width, shape.Width, shape.Stride.Width, (shape.Padding.Left, shape.Result.Width));
                var (top, bottom) = Covered(ky * shape.Dilation.Height, shape.Height, shape.Stride.Height, (shape.Padding.Top, shape.Result.Height));
                for (var y = top; y < bottom; y++)
                {
                    var imageRow = (nint)((y * shape.Stride.Height) - shape.Padding.Top + (ky * shape.Dilation.Height)) * shape.Width;
                    var image = images + ((imageRow + (first * shape.Stride.Width) - shape.Padding.Left + (kx * shape.Dilation.Width)) * shape.Inputs);
                    Pixels(image, results + ((((nint)y * shape.Result.Width) + first) * shape.Inputs), kernel + ((nint)tap * width), end - first);
                }
            }
        }
    }

    /// <summary>The results along one axis for which an element of the kernel lies inside the image.</summary>
    private static (int First, int End) Covered(int offset, int size, int stride, (int Padding, int Results) axis)
    {
        var before = axis.Padding - offset;
        var first = before <= 0 ? 0 : (before + stride - 1) / stride;
        var last = size - 1 + before;
        return (first, last < 0 ? first : Math.Max(first, Math.Min(axis.Results, (last / stride) + 1)));
    }

    private void Pixels(float* image, float* result, float* tap, int pixels)
    {
        if (shape.Stride.Width > 1)
        {
            for (var i = 0; i < pixels; i++, image += shape.Stride.Width * shape.Inputs, result += shape.Inputs) Multiply(image, result, tap, shape.Inputs);
            return;
        }

        for (var left = pixels * shape.Inputs; left > 0; left -= width, image += width, result += width) Multiply(image, result, tap, Math.Min(left, width));
    }

    private void Multiply(float* image, float* result, float* tap, int count)
    {
        Span<float> x = new(image, count), y = new(result, count), w = new(tap, count);
        if (target == DepthwiseTarget.Result) TensorPrimitives.MultiplyAdd(x, w, y, y);
        else if (target == DepthwiseTarget.Image) TensorPrimitives.MultiplyAdd(y, w, x, x);
        else TensorPrimitives.MultiplyAdd(x, y, w, w);
    }
}
