using System.Numerics.Tensors;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>Convolutions in which every channel has a kernel of its own: sums over whole rows of channels.</summary>
internal static unsafe class DepthwiseConvolution
{
    [ThreadStatic]
    private static float[]? buffer;

    private delegate void Visit(float* image, float* result, float* kernel, int channels);

    public static void Forward(float* x, float* w, float* bias, float* y, in ConvolutionShape shape)
    {
        var kernel = Transposed(w, shape);
        for (nint pixel = 0; pixel < (nint)shape.Rows * shape.Pixels; pixel++)
        {
            var target = new Span<float>(y + (pixel * shape.Outputs), shape.Outputs);
            if (bias is null) target.Clear();
            else new ReadOnlySpan<float>(bias, shape.Outputs).CopyTo(target);
        }

        ForEachTap(x, y, kernel, shape, static (image, result, tap, channels) =>
        {
            var sums = new Span<float>(result, channels);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(image, channels), new ReadOnlySpan<float>(tap, channels), sums, sums);
        });
    }

    public static void InputGradient(float* dy, float* w, float* dx, in ConvolutionShape shape) =>
        ForEachTap(dx, dy, Transposed(w, shape), shape, static (image, result, tap, channels) =>
        {
            var sums = new Span<float>(image, channels);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(result, channels), new ReadOnlySpan<float>(tap, channels), sums, sums);
        });

    public static void WeightGradient(float* dy, float* x, float* dw, in ConvolutionShape shape)
    {
        var kernel = Rent(shape);
        new Span<float>(kernel, shape.Taps * shape.Inputs).Clear();
        ForEachTap(x, dy, kernel, shape, static (image, result, tap, channels) =>
        {
            var sums = new Span<float>(tap, channels);
            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<float>(image, channels), new ReadOnlySpan<float>(result, channels), sums, sums);
        });
        for (var c = 0; c < shape.Inputs; c++)
        {
            for (var tap = 0; tap < shape.Taps; tap++) dw[(c * shape.Taps) + tap] += kernel[(tap * shape.Inputs) + c];
        }
    }

    /// <summary>Calls <paramref name="visit"/> for every pixel of the result and every element of the kernel that meets the image.</summary>
    private static void ForEachTap(float* image, float* result, float* kernel, in ConvolutionShape shape, Visit visit)
    {
        for (var row = 0; row < shape.Rows; row++, image += shape.ImageLength)
        {
            for (var pixel = 0; pixel < shape.Pixels; pixel++, result += shape.Outputs)
            {
                var (top, left) = ((pixel / shape.Result.Width * shape.Stride.Height) - shape.Padding.Top, (pixel % shape.Result.Width * shape.Stride.Width) - shape.Padding.Left);
                for (var tap = 0; tap < shape.Taps; tap++)
                {
                    var y = top + (tap / shape.Kernel.Width * shape.Dilation.Height);
                    var x = left + (tap % shape.Kernel.Width * shape.Dilation.Width);
                    if ((uint)y < (uint)shape.Height && (uint)x < (uint)shape.Width)
                        visit(image + ((((nint)y * shape.Width) + x) * shape.Inputs), result, kernel + (tap * shape.Inputs), shape.Inputs);
                }
            }
        }
    }

    /// <summary>The weights with a row per element of the kernel.</summary>
    private static float* Transposed(float* w, in ConvolutionShape shape)
    {
        var kernel = Rent(shape);
        for (var c = 0; c < shape.Inputs; c++)
        {
            for (var tap = 0; tap < shape.Taps; tap++) kernel[(tap * shape.Inputs) + c] = w[(c * shape.Taps) + tap];
        }

        return kernel;
    }

    private static float* Rent(in ConvolutionShape shape)
    {
        var needed = (shape.Taps * shape.Inputs) + 16;
        if (buffer is null || buffer.Length < needed) buffer = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        return GemmScratch.Align(buffer);
    }
}
