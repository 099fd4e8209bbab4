using System.Runtime.Intrinsics;
using CompressDsl.Training.Kernels;

namespace CompressDsl.Training;

/// <summary>
/// The three matrix products of a fully connected layer in training, row-major, on the calling thread. No call allocates once a thread
/// has made its largest one. An element of a result depends on its own row of X or dY (for dW: on all rows, summed in order), never on
/// how rows are divided over calls or threads. Inputs that are zero in all of some neighbouring rows of X (as many as two vectors hold), and
/// rows of X that are zero in as many neighbouring inputs, are left out: pictures with margins and counted words take less time.
/// </summary>
/// <example><code>
/// var shape = new GemmShape(Rows: 64, Inputs: 784, Outputs: 300);
/// Gemm.Forward(x, w, bias, y, shape);          // y = x * w^T + bias
/// Gemm.InputGradient(dy, w, dx, shape);        // dx = dy * w
/// Gemm.WeightGradient(dy, x, dw, shape);       // dw += dy^T * x
/// </code></example>
public static unsafe partial class Gemm
{
    /// <summary><c>Y = X * W^T + bias</c>.</summary>
    /// <param name="x"><c>[Rows, Inputs]</c>.</param>
    /// <param name="w"><c>[Outputs, Inputs]</c>.</param>
    /// <param name="bias"><c>[Outputs]</c>, or null.</param>
    /// <param name="y"><c>[Rows, Outputs]</c>, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public static void Forward(float* x, float* w, float* bias, float* y, GemmShape shape) => Run(new GemmOperands
    {
        Rows = shape.Rows, Columns = shape.Outputs, Depth = shape.Inputs,
        A = x, ARow = shape.Inputs, ADepth = 1,
        B = w, BStride = shape.Inputs, BTransposed = true,
        C = y, CStride = shape.Outputs, Bias = bias,
    });

    /// <summary><c>dX = dY * W</c>.</summary>
    /// <param name="dy"><c>[Rows, Outputs]</c>.</param>
    /// <param name="w"><c>[Outputs, Inputs]</c>.</param>
    /// <param name="dx"><c>[Rows, Inputs]</c>, overwritten unless <paramref name="accumulate"/>.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="accumulate">Adds to what <paramref name="dx"/> holds.</param>
    public static void InputGradient(float* dy, float* w, float* dx, GemmShape shape, bool accumulate = false) => Run(new GemmOperands
    {
        Rows = shape.Rows, Columns = shape.Inputs, Depth = shape.Outputs,
        A = dy, ARow = shape.Outputs, ADepth = 1,
        B = w, BStride = shape.Inputs,
        C = dx, CStride = shape.Inputs, Accumulate = accumulate,
    });

    /// <summary><c>dW += dY^T * X</c>.</summary>
    /// <param name="dy"><c>[Rows, Outputs]</c>.</param>
    /// <param name="x"><c>[Rows, Inputs]</c>.</param>
    /// <param name="dw"><c>[Outputs, Inputs]</c>, added to unless <paramref name="accumulate"/> is false.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="accumulate">Whether to add; otherwise overwritten.</param>
    public static void WeightGradient(float* dy, float* x, float* dw, GemmShape shape, bool accumulate = true) => Run(new GemmOperands
    {
        Rows = shape.Outputs, Columns = shape.Inputs, Depth = shape.Rows,
        A = dy, ARow = 1, ADepth = shape.Outputs,
        B = x, BStride = shape.Inputs,
        C = dw, CStride = shape.Inputs, Accumulate = accumulate,
    });

    /// <summary><c>dBias += column sums of dY</c>, rows in order.</summary>
    /// <param name="dy"><c>[Rows, Outputs]</c>.</param>
    /// <param name="dbias"><c>[Outputs]</c>, added to.</param>
    /// <param name="shape">The sizes.</param>
    public static void BiasGradient(float* dy, float* dbias, GemmShape shape)
    {
        var sums = new Span<float>(dbias, shape.Outputs);
        for (var row = 0; row < shape.Rows; row++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sums, new ReadOnlySpan<float>(dy + ((nint)row * shape.Outputs), shape.Outputs), sums);
        }
    }

    internal static void Run(in GemmOperands operands)
    {
        if (operands.Rows == 0 || operands.Columns == 0) return;
        if (Vector512.IsHardwareAccelerated) GemmDriver<GemmVector512>.Run(operands);
        else if (Vector256.IsHardwareAccelerated) GemmDriver<GemmVector256>.Run(operands);
        else if (Vector128.IsHardwareAccelerated) GemmDriver<GemmVector128>.Run(operands);
        else GemmDriver<GemmScalar>.Run(operands);
    }
}
