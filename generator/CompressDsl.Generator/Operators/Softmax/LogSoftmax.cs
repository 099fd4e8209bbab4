using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Logarithms of probabilities from logits.</summary>
internal sealed record LogSoftmax(int Axis) : SoftmaxOperator(Axis)
{
    public static readonly OperatorDefinition Definition = Define(
        "LogSoftmax", "Logarithms of the probabilities: `y = x - log(sum(exp(x)))` along one axis.", axis => new LogSoftmax(axis));

    protected override double Meaning(double probability) => Math.Log(probability);

    public override string Torch(TorchContext context) => $"functional.log_softmax({context.In(0)}, {TorchContext.Axis(context.Shape, Axis)})";

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var shifted = Shifted(graph, inputs[0]);
        var exponential = graph.Add(new MapOperator(Expr.Exp(Expr.Input(0))), "exp", shifted);
        var sum = graph.Add(new ReduceSum(Axis, true), "sum", exponential);
        return graph.Add(new MapOperator(Expr.Input(0) - Expr.Log(Expr.Input(1))), "difference", shifted, sum);
    }
}
