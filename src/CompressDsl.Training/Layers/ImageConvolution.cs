using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// Convolutions of images with channels last, and their gradients, on the calling thread: windows are unrolled into the rows of a matrix,
/// some hundred pixels at a time, and multiplied by <see cref="Gemm"/>. Depthwise convolutions work on the image itself.
/// </summary>
/// <remarks>
/// Images are <c>[Rows, Height, Width, Inputs]</c>, weights <c>[Outputs, Kernel.Height * Kernel.Width * Inputs / Groups]</c> with channels
/// innermost, results <c>[Rows, Result.Height, Result.Width, Outputs]</c>. No call allocates once a thread has made its largest one.
/// </remarks>
public static unsafe class ImageConvolution
{
    /// <summary><c>y = x * w + bias</c>.</summary>
    /// <param name="x">Images.</param>
    /// <param name="w">Weights.</param>
    /// <param name="bias"><c>[Outputs]</c>, or null.</param>
    /// <param name="y">Results, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public static void Forward(float* x, float* w, float* bias, float* y, in ConvolutionShape shape)
    {
        if (shape.IsDepthwise)
        {
            DepthwiseConvolution.Forward(x, w, bias, y, shape);
            return;
        }

        for (var row = 0; row < shape.Rows; row++, x += shape.ImageLength, y += shape.ResultLength)
        {
            for (var block = WindowBlock.First(shape); !block.IsPastEnd(shape); block = block.Next(shape))
            {
                Gemm.Run(new GemmOperands
                {
                    Rows = block.Pixels, Columns = shape.GroupOutputs, Depth = shape.Depth,
                    A = Windows.Unroll(x, block, shape), ARow = shape.Depth, ADepth = 1,
                    B = block.WeightsIn(w, shape), BStride = shape.Depth, BTransposed = true,
                    C = block.ResultIn(y, shape), CStride = shape.Outputs, Bias = bias is null ? null : bias + (block.Group * shape.GroupOutputs),
                });
            }
        }
    }

    /// <summary>Gradient with respect to the images.</summary>
    /// <param name="dy">Gradient of the results.</param>
    /// <param name="w">Weights.</param>
    /// <param name="dx">Gradient of the images, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public static void InputGradient(float* dy, float* w, float* dx, in ConvolutionShape shape)
    {
        new Span<float>(dx, checked(shape.Rows * shape.ImageLength)).Clear();
        if (shape.IsDepthwise)
        {
            DepthwiseConvolution.InputGradient(dy, w, dx, shape);
            return;
        }

        for (var row = 0; row < shape.Rows; row++, dx += shape.ImageLength, dy += shape.ResultLength)
        {
            for (var block = WindowBlock.First(shape); !block.IsPastEnd(shape); block = block.Next(shape))
            {
                var windows = Windows.Rent(shape);
                Gemm.Run(new GemmOperands
                {
                    Rows = block.Pixels, Columns = shape.Depth, Depth = shape.GroupOutputs,
                    A = block.ResultIn(dy, shape), ARow = shape.Outputs, ADepth = 1,
                    B = block.WeightsIn(w, shape), BStride = shape.Depth,
                    C = windows, CStride = shape.Depth,
                });
                Windows.AddBack(windows, dx, block, shape);
            }
        }
    }

    /// <summary>Gradient with respect to the weights, added to <paramref name="dw"/>.</summary>
    /// <param name="dy">Gradient of the results.</param>
    /// <param name="x">Images.</param>
    /// <param name="dw">Gradient of the weights, added to.</param>
    /// <param name="shape">The sizes.</param>
    public static void WeightGradient(float* dy, float* x, float* dw, in ConvolutionShape shape)
    {
        if (shape.IsDepthwise)
        {
            DepthwiseConvolution.WeightGradient(dy, x, dw, shape);
            return;
        }

        for (var row = 0; row < shape.Rows; row++, x += shape.ImageLength, dy += shape.ResultLength)
        {
            for (var block = WindowBlock.First(shape); !block.IsPastEnd(shape); block = block.Next(shape))
            {
                Gemm.Run(new GemmOperands
                {
                    Rows = shape.GroupOutputs, Columns = shape.Depth, Depth = block.Pixels,
                    A = block.ResultIn(dy, shape), ARow = 1, ADepth = shape.Outputs,
                    B = Windows.Unroll(x, block, shape), BStride = shape.Depth,
                    C = block.WeightsIn(dw, shape), CStride = shape.Depth, Accumulate = true,
                });
            }
        }
    }
}
