namespace CompressDsl.Training;

/// <summary>A layer of a network at one of its calls: computes, and shows its operand to whoever observes the pass.</summary>
public readonly unsafe struct ShardLayer
{
    private readonly IPassObserver? observer;
    private readonly int number;

    internal ShardLayer(IPassObserver? observer, int number) => (this.observer, this.number) = (observer, number);

    /// <summary><c>Y = X * W^T + bias</c>, see <see cref="Gemm"/>.</summary>
    /// <param name="x"><c>[Rows, Inputs]</c>.</param>
    /// <param name="w"><c>[Outputs, Inputs]</c>.</param>
    /// <param name="bias"><c>[Outputs]</c>, or null.</param>
    /// <param name="y"><c>[Rows, Outputs]</c>, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public void Linear(float* x, float* w, float* bias, float* y, GemmShape shape)
    {
        observer?.Layer(number, x, ConvolutionShape.Of(shape));
        Gemm.Forward(x, w, bias, y, shape);
    }

    /// <summary><c>y = x * w + bias</c>, see <see cref="ImageConvolution"/>.</summary>
    /// <param name="x">Images.</param>
    /// <param name="w">Weights.</param>
    /// <param name="bias"><c>[Outputs]</c>, or null.</param>
    /// <param name="y">Results, overwritten.</param>
    /// <param name="shape">The sizes.</param>
    public void Convolution(float* x, float* w, float* bias, float* y, in ConvolutionShape shape)
    {
        observer?.Layer(number, x, shape);
        ImageConvolution.Forward(x, w, bias, y, shape);
    }
}
