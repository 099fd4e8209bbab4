namespace CompressDsl.Training;

/// <content>The same products on spans, with checked lengths.</content>
public static unsafe partial class Gemm
{
    /// <summary><c>Y = X * W^T + bias</c>.</summary>
    /// <param name="x"><c>[Rows, Inputs]</c>.</param>
    /// <param name="w"><c>[Outputs, Inputs]</c>.</param>
    /// <param name="bias"><c>[Outputs]</c>, or empty.</param>
    /// <param name="y"><c>[Rows, Outputs]</c>, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="shape"/>.</exception>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> bias, Span<float> y, GemmShape shape)
    {
        Check(x.Length, shape.InputLength, nameof(x));
        Check(w.Length, shape.WeightLength, nameof(w));
        if (bias.Length != 0) Check(bias.Length, shape.Outputs, nameof(bias));
        Check(y.Length, shape.OutputLength, nameof(y));
        fixed (float* px = x, pw = w, pb = bias, py = y) Forward(px, pw, pb, py, shape);
    }

    /// <summary><c>dX = dY * W</c>.</summary>
    /// <param name="dy"><c>[Rows, Outputs]</c>.</param>
    /// <param name="w"><c>[Outputs, Inputs]</c>.</param>
    /// <param name="dx"><c>[Rows, Inputs]</c>, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="shape"/>.</exception>
    public static void InputGradient(ReadOnlySpan<float> dy, ReadOnlySpan<float> w, Span<float> dx, GemmShape shape)
    {
        Check(dy.Length, shape.OutputLength, nameof(dy));
        Check(w.Length, shape.WeightLength, nameof(w));
        Check(dx.Length, shape.InputLength, nameof(dx));
        fixed (float* py = dy, pw = w, px = dx) InputGradient(py, pw, px, shape);
    }

    /// <summary><c>dW += dY^T * X</c>.</summary>
    /// <param name="dy"><c>[Rows, Outputs]</c>.</param>
    /// <param name="x"><c>[Rows, Inputs]</c>.</param>
    /// <param name="dw"><c>[Outputs, Inputs]</c>, added to.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">A length does not fit <paramref name="shape"/>.</exception>
    public static void WeightGradient(ReadOnlySpan<float> dy, ReadOnlySpan<float> x, Span<float> dw, GemmShape shape)
    {
        Check(dy.Length, shape.OutputLength, nameof(dy));
        Check(x.Length, shape.InputLength, nameof(x));
        Check(dw.Length, shape.WeightLength, nameof(dw));
        fixed (float* py = dy, px = x, pw = dw) WeightGradient(py, px, pw, shape);
    }

    private static void Check(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException($"Expected {expected} floats, but there are {length}.", name);
    }
}
