using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Probabilities from logits.</summary>
internal sealed record Softmax(int Axis) : SoftmaxOperator(Axis)
{
    public static readonly OperatorDefinition Definition = Define(
        "Softmax", "Probabilities from logits: `y = exp(x) / sum(exp(x))` along one axis.", axis => new Softmax(axis));

    protected override double Meaning(double probability) => probability;

    public override string Torch(TorchContext context) => $"functional.softmax({context.In(0)}, {TorchContext.Axis(context.Shape, Axis)})";

    public override int? Expand(GraphBuilder graph, EquatableArray<int> inputs)
    {
        var exponential = graph.Add(new MapOperator(Expr.Exp(Expr.Input(0))), "exp", Shifted(graph, inputs[0]));
        var sum = graph.Add(new ReduceSum(Axis, true), "sum", exponential);
        return graph.Add(new MapOperator(Expr.Input(0) / Expr.Input(1)), "divided", exponential, sum);
    }
}
