using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Gradient of <see cref="BatchNormTraining"/> with respect to x, through the batch's statistics:
/// <c>dx = weight / sqrt(var + eps) * (dy - mean(dy) - n * mean(dy * n))</c> with <c>n</c> the normalised x. Operands: x, weight, dy.
/// </summary>
internal sealed record BatchNormInputGradient(double Epsilon) : TrainingOperator
{
    public override bool MixesSamples => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight, dy) = (inputs[0], inputs[1], inputs[2]);
        var normal = BatchNormTraining.Normalize(x, Epsilon);
        var result = NumericArray.Zeros(x.Shape);
        for (var c = 0; c < x.Columns; c++)
        {
            var rows = Enumerable.Range(0, x.Rows).Select(r => (r * x.Columns) + c).ToArray();
            var mean = rows.Average(i => x.Data[i]);
            var deviation = Math.Sqrt(rows.Average(i => Math.Pow(x.Data[i] - mean, 2)) + Epsilon);
            var (plain, weighted) = (rows.Average(i => dy.Data[i]), rows.Average(i => dy.Data[i] * normal.Data[i]));
            foreach (var i in rows) result.Data[i] = weight.Data[c] / deviation * (dy.Data[i] - plain - (normal.Data[i] * weighted));
        }

        return result;
    }
}
