using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of a <see cref="Convolution"/> with respect to its weight, summed over all pixels and samples. Operands: dy <c>[H', W', O]</c>,
/// x <c>[H, W, I]</c>; result <paramref name="Matrix"/>.
/// </summary>
internal sealed record ConvolutionWeightGradient(ConvolutionWindow Window, int Groups, Shape Matrix) : TrainingOperator
{
    public override bool SumsOverBatch => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Matrix);

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (dy, x) = (inputs[0], inputs[1]);
        // With a batch in front, sample by sample.
        var samples = x.Shape.Length == 4 ? x.Shape[0] : 1;
        var (height, width, channels) = (x.Shape[x.Shape.Length - 3], x.Shape[x.Shape.Length - 2], x.Columns);
        var (outputs, part, across) = (Matrix.Dimensions[0].Size, channels / Groups, dy.Shape[dy.Shape.Length - 2]);
        var result = NumericArray.Zeros(outputs, Matrix.Columns);
        for (var flat = 0; flat < dy.Length; flat++)
        {
            var (sample, within) = (flat / (dy.Length / samples), flat % (dy.Length / samples));
            var (o, pixel) = (within % outputs, within / outputs);
            foreach (var (tap, row, column) in Windows.Places(Window, (height, width), pixel / across, pixel % across))
            {
                var source = (((((sample * height) + row) * width) + column) * channels) + (o / (outputs / Groups) * part);
                for (var i = 0; i < part; i++) result.Data[(o * Matrix.Columns) + (tap * part) + i] += dy.Data[flat] * x.Data[source + i];
            }
        }

        return result;
    }
}
