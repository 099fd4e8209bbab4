using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Gradient of <see cref="BatchNormTraining"/> with respect to its weight: the sum over samples of <c>dy</c> times the normalised x.</summary>
internal sealed record BatchNormWeightGradient(double Epsilon) : TrainingOperator
{
    public override bool SumsOverBatch => true;

    public override bool MixesSamples => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Shape.Of(inputs[0].Shape.Columns));

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var (normal, dy) = (BatchNormTraining.Normalize(inputs[0], Epsilon), inputs[1]);
        return NumericArray.Fill([dy.Columns], c => Enumerable.Range(0, dy.Rows).Sum(r => dy.Data[(r * dy.Columns) + c] * normal.Data[(r * dy.Columns) + c]));
    }
}
