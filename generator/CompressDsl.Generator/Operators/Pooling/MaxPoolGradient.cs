using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a max pooling: goes to the first of the largest elements under the window, row by row, as in PyTorch; an element that is the
/// largest under several windows gets the sum. Operands: x <c>[H, W, C]</c>, dy <c>[H', W', C]</c>; result as x.
/// </summary>
internal sealed record MaxPoolGradient(ConvolutionWindow Window) : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, dy) = (inputs[0], inputs[1]);
        var (height, width, channels) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        var result = NumericArray.Zeros(x.Shape);
        for (var flat = 0; flat < dy.Length; flat++)
        {
            var (pixel, c) = (flat / channels, flat % channels);
            var best = -1;
            foreach (var (_, row, column) in Windows.Places(Window, (height, width), pixel / dy.Shape[1], pixel % dy.Shape[1]))
            {
                var at = (((row * width) + column) * channels) + c;
                if (best < 0 || x.Data[at] > x.Data[best]) best = at;
            }

            result.Data[best] += dy.Data[flat];
        }

        return result;
    }
}
