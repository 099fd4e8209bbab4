using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of an average pooling: every element under a window gets an equal share. Operand: dy <c>[H', W', C]</c>; result
/// <paramref name="Image"/>.
/// </summary>
/// <param name="CountsPadding">Whether the padding under the window counts as elements.</param>
internal sealed record AveragePoolGradient(ConvolutionWindow Window, bool CountsPadding, Shape Image) : TrainingOperator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Image);

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var dy = inputs[0];
        var (height, width, channels) = (Image.Dimensions[0].Size, Image.Dimensions[1].Size, Image.Columns);
        var result = NumericArray.Zeros(height, width, channels);
        for (var flat = 0; flat < dy.Length; flat++)
        {
            var (pixel, c) = (flat / channels, flat % channels);
            var places = Windows.Places(Window, (height, width), pixel / dy.Shape[1], pixel % dy.Shape[1]).ToList();
            foreach (var (_, row, column) in places)
                result.Data[(((row * width) + column) * channels) + c] += dy.Data[flat] / (CountsPadding ? Window.Taps : places.Count);
        }

        return result;
    }
}
