using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>Convolutions in which every channel has a kernel of its own.</summary>
internal static unsafe class DepthwiseConvolution
{
    [ThreadStatic]
    private static float[]? buffer;

    public static void Forward(float* x, float* w, float* bias, float* y, in ConvolutionShape shape)
    {
        for (nint pixel = 0; pixel < (nint)shape.Rows * shape.Pixels; pixel++)
        {
            var target = new Span<float>(y + (pixel * shape.Outputs), shape.Outputs);
            if (bias is null) target.Clear();
            else new ReadOnlySpan<float>(bias, shape.Outputs).CopyTo(target);
        }

        new DepthwisePass(DepthwiseTarget.Result, Spread(w, shape), shape).Run(x, y);
    }

    public static void InputGradient(float* dy, float* w, float* dx, in ConvolutionShape shape) =>
        new DepthwisePass(DepthwiseTarget.Image, Spread(w, shape), shape).Run(dx, dy);

    public static void WeightGradient(float* dy, float* x, float* dw, in ConvolutionShape shape)
    {
        var (channels, width) = (shape.Inputs, ChannelRows.Width(shape.Inputs));
        var kernel = Rent(shape.Taps * width);
        new Span<float>(kernel, shape.Taps * width).Clear();
        new DepthwisePass(DepthwiseTarget.Kernel, kernel, shape).Run(x, dy);
        for (var tap = 0; tap < shape.Taps; tap++)
        {
            for (var i = 0; i < width; i++) dw[(i % channels * shape.Taps) + tap] += kernel[(tap * width) + i];
        }
    }

    /// <summary>The weights with a row per element of the kernel, its channels as often as <see cref="ChannelRows"/> takes them.</summary>
    private static float* Spread(float* w, in ConvolutionShape shape)
    {
        var (channels, width) = (shape.Inputs, ChannelRows.Width(shape.Inputs));
        var kernel = Rent(shape.Taps * width);
        for (var tap = 0; tap < shape.Taps; tap++)
        {
            for (var i = 0; i < width; i++) kernel[(tap * width) + i] = w[(i % channels * shape.Taps) + tap];
        }

        return kernel;
    }

    private static float* Rent(int floats)
    {
        var needed = floats + 16;
        if (buffer is null || buffer.Length < needed) buffer = GC.AllocateUninitializedArray<float>(needed, pinned: true);
        return GemmScratch.Align(buffer);
    }
}
