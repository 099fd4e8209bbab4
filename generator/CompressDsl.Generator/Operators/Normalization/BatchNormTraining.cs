using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Batch norm with the statistics of the samples that are trained together. Operands as <see cref="BatchNorm1d"/>; the running
/// statistics are not read but moved towards the batch's: <c>r += Momentum * (s - r)</c>, with the unbiased variance.
/// </summary>
/// <remarks>The samples are the rows: the meaning takes <c>[samples, features]</c> (or one sample, <c>[features]</c>).</remarks>
internal sealed record BatchNormTraining(double Epsilon, double Momentum) : TrainingOperator
{
    public override bool MixesSamples => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => inputs[0];

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (x, weight, bias) = (inputs[0], inputs[1], inputs[2]);
        var normal = Normalize(x, Epsilon);
        return NumericArray.Fill(x.Shape, i => (normal.Data[i] * weight.Data[i % x.Columns]) + bias.Data[i % x.Columns]);
    }

    public override int?[] Differentiate(GradientContext context)
    {
        var (x, weight, dy) = (context.Inputs[0], context.Inputs[1], context.OutputGradient);
        return
        [
            context.Add(new BatchNormInputGradient(Epsilon), x, weight, dy),
            context.Add(new BatchNormWeightGradient(Epsilon), x, dy),
            context.Add(new ColumnSum(), dy),
            null,
            null,
        ];
    }

    public override string Torch(TorchContext context) =>
        $"pass.Norm({Support.Literal.Of(context.Number)}, {string.Join(", ", Enumerable.Range(0, 5).Select(context.In))}, {Support.Literal.Of(Epsilon)})";

    /// <summary>Every column with mean 0 and variance 1 (biased, as in PyTorch).</summary>
    public static NumericArray Normalize(NumericArray x, double epsilon)
    {
        var result = NumericArray.Zeros(x.Shape);
        for (var c = 0; c < x.Columns; c++)
        {
            var column = Enumerable.Range(0, x.Rows).Select(r => x.Data[(r * x.Columns) + c]).ToArray();
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)) + epsilon);
            for (var r = 0; r < x.Rows; r++) result.Data[(r * x.Columns) + c] = (column[r] - mean) / deviation;
        }

        return result;
    }
}
