using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>
/// Batch norm of the channels of a sequence <c>[C, L]</c>: what <see cref="BatchNorm1d"/> is on two axes. Operands: x, weight, bias, running
/// mean, running variance.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">Share of a batch's statistics in the running ones, in training.</param>
internal sealed record BatchNormSequence(double Epsilon, double Momentum) : Operator, IBatchNorm
{
    public override TensorType Infer(EquatableArray<TensorType> inputs)
    {
        var (x, features) = (inputs[0].Shape, inputs[1].Shape.Columns);
        Expect.Float(inputs, Describe());
        return x.Rank == 2 && x.Named is null && x.Dimensions[0] == features
            ? inputs[0]
            : throw new ShapeException($"BatchNorm1d takes [{features}] or [{features}, length], and got {x}");
    }

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs)
    {
        var x = inputs[0];
        return NumericArray.Fill(x.Shape, i =>
        {
            var c = i / x.Columns;
            return ((x.Data[i] - inputs[3].Data[c]) / Math.Sqrt(inputs[4].Data[c] + Epsilon) * inputs[1].Data[c]) + inputs[2].Data[c];
        });
    }

    public override string Torch(TorchContext context) => BatchNormRows.Torch(context, Epsilon, Momentum);

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var norm = graph.Add(new BatchNorm1d(Epsilon, Momentum), "places", [graph.Add(Sequences.Turn, "turned", inputs[0]), .. inputs.Skip(1)]);
        return graph.Add(Sequences.Turn, "channels", norm);
    }

    public override string Describe() => nameof(BatchNorm1d);
}
