using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>Maximum along an axis.</summary>
internal sealed record ReduceMax(int Axis, bool KeepDim) : ReduceOperator(Axis, KeepDim)
{
    public static readonly OperatorDefinition Definition = Define(
        "ReduceMax", "Largest element along one axis.", (axis, keepDim) => new ReduceMax(axis, keepDim));

    protected override ReduceKind Kind => ReduceKind.Max;

    protected override double Meaning(IEnumerable<double> values) => values.DefaultIfEmpty(0).Max();

    public override string Torch(TorchContext context) => $"{context.In(0)}.max({Along(context)}).values";

    public override int?[] Differentiate(GradientContext context) =>
        [context.Add(new ReduceMaxGradient(context.ShapeOf(0).Axis(Axis)), context.Inputs[0], context.OutputGradient)];
}
