using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a <see cref="Convolution"/> with respect to its image: every gradient goes back to the pixels it was made of. Operands: dy
/// <c>[H', W', O]</c>, weight; result <paramref name="Image"/>.
/// </summary>
internal sealed record ConvolutionInputGradient(ConvolutionWindow Window, int Groups, Shape Image) : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Image);

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (dy, weight) = (inputs[0], inputs[1]);
        var (height, width, channels) = (Image.Dimensions[0].Size, Image.Dimensions[1].Size, Image.Columns);
        var (outputs, part) = (weight.Shape[0], channels / Groups);
        var result = NumericArray.Zeros(height, width, channels);
        for (var flat = 0; flat < dy.Length; flat++)
        {
            var (o, pixel) = (flat % outputs, flat / outputs);
            var first = o / (outputs / Groups) * part;
            foreach (var (tap, row, column) in Windows.Places(Window, (height, width), pixel / dy.Shape[1], pixel % dy.Shape[1]))
            {
                for (var i = 0; i < part; i++)
                    result.Data[(((row * width) + column) * channels) + first + i] += dy.Data[flat] * weight.Data[(o * weight.Columns) + (tap * part) + i];
            }
        }

        return result;
    }
}
