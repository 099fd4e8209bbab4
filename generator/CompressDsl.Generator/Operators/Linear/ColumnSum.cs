using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Sum over all rows: the gradient of a bias. Operand [.., N]; result [N].</summary>
internal sealed record ColumnSum : TrainingOperator
{
    public override bool SumsOverBatch => true;

    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Shape.Of(inputs[0].Shape.Columns));

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        return NumericArray.Fill([x.Columns], c => Enumerable.Range(0, x.Rows).Sum(r => x.Data[(r * x.Columns) + c]));
    }
}
