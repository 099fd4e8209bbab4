using CompressDsl.Core;
using CompressDsl.Generator.Graph;

namespace CompressDsl.Generator.Operators;

/// <summary>A constant number used as a value (<c>x * 2</c>). Elementwise kernels take it into their formula.</summary>
internal sealed record Scalar(double Value) : Operator
{
    public override TensorType Infer(EquatableArray<TensorType> inputs) => TensorType.Float(Shape.Scalar);

    public override NumericArray Evaluate(IReadOnlyList<NumericArray> inputs) => new([], [Value]);

    public override int?[] Differentiate(GradientContext context) => [];

    public override string Torch(TorchContext context) => $"torch.full({context.Batch}, {Support.Literal.Of(Value)}, device: {context.Device})";

    public override void Lower(LoweringContext context)
    {
        var graph = context.Graph;
        var needed = graph.Outputs.Contains(context.Node.Id) || graph.Users(context.Node.Id).Any(u => graph[u].Operator is not Elementwise);
        if (needed)
            context.Emit(new MapPrimitive(context.KernelName(), "A constant", context.Out, default, Expr.Constant(Value), 1, 1));
    }
}
